public import Diagnostics
import Foundation
public import Rows

extension MaskKey {
    /// The key of SATCHEL_MASK_KEY; nil where the variable is not set or empty.
    public static func fromEnvironment() throws(Failure) -> MaskKey? {
        guard let text = ProcessInfo.processInfo.environment[variable], !text.isEmpty else { return nil }
        return try MaskKey(text)
    }
}
