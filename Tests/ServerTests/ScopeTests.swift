import Testing

/// Which token may do what, for every address.
@Suite struct ScopeTests {
    /// What is asked, and who may: the others get 403.
    private static let addresses: [(method: String, path: String, body: String, allowed: Set<String>)] = [
        ("GET", "/api/admin/backups", "", ["reader", "exporter", "importer", "admin"]),
        ("GET", "/api/admin/backups/none.tar", "", ["exporter", "admin"]),
        ("GET", "/api/admin/backups/none.tar/index", "", ["reader", "exporter", "importer", "admin"]),
        ("PUT", "/api/admin/backups/sample.tar.zst", "", ["importer", "admin"]),
        ("DELETE", "/api/admin/backups/none.tar", "", ["admin"]),
        ("POST", "/api/admin/backups/none.tar/diff", "{}", ["exporter", "admin"]),
        ("POST", "/api/admin/backup/export", "{\"root\":7}", ["exporter", "admin"]),
        ("POST", "/api/admin/backup/import", "{}", ["importer", "admin"]),
        ("POST", "/api/admin/backup/update-import", "{}", ["importer", "admin"]),
        ("GET", "/api/admin/jobs", "", ["reader", "exporter", "importer", "admin"]),
        ("GET", "/api/admin/jobs/none", "", ["reader", "exporter", "importer", "admin"]),
        ("GET", "/api/admin/jobs/none/events", "", ["reader", "exporter", "importer", "admin"]),
        ("DELETE", "/api/admin/jobs/none", "", ["reader", "exporter", "importer", "admin"]),
        ("GET", "/api/admin/history", "", ["reader", "exporter", "importer", "admin"]),
        ("GET", "/api/admin/tables", "", ["reader", "exporter", "importer", "admin"]),
        ("GET", "/api/admin/tables/projects/keys", "", ["exporter", "admin"]),
        ("GET", "/metrics", "", ["reader", "exporter", "importer", "admin"]),
    ]

    @Test(arguments: addresses.map(\.path).indices)
    func everyAddressAsksForItsScope(index: Int) async throws {
        let address = ScopeTests.addresses[index]
        try await SharedServer.use { _, server in
            for name in ["reader", "exporter", "importer", "admin"] {
                let status = try await server.send(
                    address.method, address.path, by: name, headers: ["Content-Type": "application/json"],
                    body: Array(address.body.utf8)
                ).status
                let isAllowed = address.allowed.contains(name)
                #expect((status != 403) == isAllowed && status != 401 && status < 500, "\(name): \(status)")
            }
            #expect(try await server.send(address.method, address.path, by: nil).status == 401)
        }
    }
}
