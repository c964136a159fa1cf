public import Planning
import TableRegistry

/// What the modules that were built in declare.
public let moduleDeclarations: [Declaration] = TableRegistry.handlers.map { Declaration($0) }
