import Declarations
public import Exporting
import Foundation
import Planning
import TableRegistry

/// What the modules that were built in declare; nothing where SATCHEL_NO_MODULES says so, because the database has tables
/// of the same names that are others.
public let moduleDeclarations: [Declaration] =
    ProcessInfo.processInfo.environment["SATCHEL_NO_MODULES", default: ""].isEmpty
    ? TableRegistry.handlers.map { Declaration($0) } : []

extension ExportRequest {
    /// A request to a program with the modules that were built in.
    public init() {
        self.init(modules: moduleDeclarations)
    }
}
