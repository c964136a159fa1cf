import Declarations
import Planning
public import Staging

extension TableChoice {
    /// What is asked for, else what a manifest says of the tables; what either leaves out stays out.
    public init(
        _ tables: [TablePattern]?, excluding excluded: [TablePattern], manifest: Manifest?,
        withDependencies: Bool = false
    ) {
        self.init(tables: tables ?? manifest?.tables, excluded: excluded, withDependencies: withDependencies)
        excludedByManifest = manifest?.exclude ?? []
    }
}
