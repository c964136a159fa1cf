public import TableKit

/// Every table module that was built in. The build-tool plug-in fills it from the folders of Modules/.
public enum TableRegistry {
    /// The modules' names, sorted.
    public static var modules: [String] { registeredModules }

    /// One handler a module, in the order of `modules`.
    public static var handlers: [any TableHandler] { registeredHandlers }
}
