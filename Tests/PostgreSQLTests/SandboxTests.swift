import Diagnostics
import Foundation
import PostgreSQL
import Testing

@testable import Sandbox

@Suite struct SandboxTests {
    private func processes(of folder: String) throws -> [String] {
        try FileManager.default.contentsOfDirectory(atPath: "/proc").filter { $0.allSatisfy(\.isNumber) }.filter {
            pid in
            // A process may end between the listing and the reading.
            let line = (try? String(contentsOfFile: "/proc/\(pid)/cmdline", encoding: .utf8)) ?? ""
            return line.contains(folder)
        }
    }

    @Test func nothingIsLeftOfAServerWhoseBodyThrew() async throws {
        var folder = ""
        await #expect(throws: BodyError()) {
            try await Sandbox.withServer { sandbox in
                folder = sandbox.folder
                #expect(try Connection(sandbox.database(named: "postgres")).value("SELECT 1") == "1")
                #expect(try !processes(of: folder).isEmpty)
                throw BodyError()
            }
        }
        #expect(!folder.isEmpty && !FileManager.default.fileExists(atPath: folder))
        #expect(try processes(of: folder).isEmpty)
    }

    @Test func nothingIsLeftOfAServerWhoseTaskWasCancelled() async throws {
        let (folders, continuation) = AsyncStream.makeStream(of: String.self)
        let task = Task {
            try await Sandbox.withServer { sandbox in
                continuation.yield(sandbox.folder)
                try await Task.sleep(for: .seconds(60))
            }
        }
        var folder = ""
        for await started in folders {
            folder = started
            break
        }
        task.cancel()
        await #expect(throws: (any Error).self) { try await task.value }
        #expect(!folder.isEmpty && !FileManager.default.fileExists(atPath: folder))
        #expect(try processes(of: folder).isEmpty)
    }

    @Test func theServerListensOnItsSocketAloneAndSpeaksUTF8() async throws {
        try await withConnection { connection throws in
            #expect(try connection.value("SHOW listen_addresses") == "")
            #expect(try connection.value("SHOW fsync") == "off")
            #expect(try connection.value("SHOW server_encoding") == "UTF8")
            #expect(try connection.value("SELECT current_user") == Sandbox.user)
        }
    }

    @Test func theServerOfRootRunsAsAnotherUser() async throws {
        let folder = try await Sandbox.shared().folder
        let owner = try FileManager.default.attributesOfItem(atPath: folder)[.ownerAccountName] as? String
        #expect(owner != "root")
        let mode = try FileManager.default.attributesOfItem(atPath: folder)[.posixPermissions] as? Int
        #expect(mode == 0o700)
    }

    @Test func aDatabaseIsACopyOfItsTemplateAndGoesWhateverHappens() async throws {
        let sandbox = try await Sandbox.shared()
        try await sandbox.withDatabase { template in
            let name = try #require(template.name)
            try Connection(template).run("CREATE TABLE t AS SELECT 7 AS a")
            var copy: Database?
            await #expect(throws: BodyError()) {
                try await sandbox.withDatabase(template: name) { database in
                    copy = database
                    #expect(try Connection(database).value("SELECT a FROM t") == "7")
                    throw BodyError()
                }
            }
            let gone = try #require(copy)
            #expect(throws: Failure.self) { _ = try Connection(gone) }
        }
    }

    @Test func aDatabaseInUseIsDropped() async throws {
        let sandbox = try await Sandbox.shared()
        let database = try sandbox.createDatabase("odd \"name\"")
        let connection = try Connection(database)
        #expect(
            try Connection(Database(connectionString: sandbox.url(ofDatabase: "odd \"name\""))).value("SELECT 1") == "1"
        )
        try sandbox.dropDatabase("odd \"name\"")
        #expect(throws: Failure.self) { try connection.run("SELECT 1") }
    }

    /// Lends `body` the name of a folder, and stops a server that it leaves there.
    private func withFolder(_ name: String, _ body: (String) async throws -> Void) async throws {
        let folder = NSTemporaryDirectory() + name + String(UInt64.random(in: 0...UInt64.max), radix: 16)
        let outcome: Result<Void, any Error>
        do {
            outcome = .success(try await body(folder))
        } catch {
            outcome = .failure(error)
        }
        // As a rule the body has stopped it, and there is nothing to attach to.
        try? await Sandbox.attach(folder).stop()
        try outcome.get()
        #expect(!FileManager.default.fileExists(atPath: folder))
        #expect(try processes(of: folder).isEmpty)
    }

    @Test func aServerThatWasStartedIsFoundAgainUntilItIsStopped() async throws {
        try await withFolder("satchel test's ") { folder in
            await #expect(throws: Failure.self) { _ = try await Sandbox.attach(folder) }
            let started = try await Sandbox.start(in: folder)
            try started.createDatabase("kept")
            await #expect(throws: Failure.self) { _ = try await Sandbox.start(in: folder) }
            try await Sandbox.attach(folder).stop(keepingFolder: true)
            _ = try await Sandbox.start(in: folder)
            let attached = try await Sandbox.attach(folder)
            #expect(try Connection(attached.database(named: "kept")).value("SELECT 1") == "1")
            try await attached.stop()
        }
    }

    @Test func aFolderWithALongNameHasItsSocketElsewhere() async throws {
        try await withFolder("satchel-" + String(repeating: "long", count: 30)) { folder in
            let sandbox = try await Sandbox.start(in: folder)
            #expect(try Connection(sandbox.database(named: "postgres")).value("SELECT 1") == "1")
            try await sandbox.stop()
            #expect(!FileManager.default.fileExists(atPath: sandbox.socketFolder))
        }
    }

    @Test func aFolderThatHoldsSomethingElseIsLeftAlone() async throws {
        let folder = NSTemporaryDirectory() + "satchel-other-" + String(UInt64.random(in: 0...UInt64.max), radix: 16)
        try FileManager.default.createDirectory(atPath: folder + "/mine", withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(atPath: folder) }
        let failure = try await #require(throws: Failure.self) { _ = try await Sandbox.start(in: folder) }
        #expect(failure.cause == "it holds something that is no sandbox")
        #expect(try FileManager.default.contentsOfDirectory(atPath: folder) == ["mine"])
    }

    @Test func aFileOfSQLIsRunAndItsErrorNamesIt() async throws {
        let sandbox = try await Sandbox.shared()
        let path = NSTemporaryDirectory() + "satchel-\(UInt64.random(in: 0...UInt64.max)).sql"
        defer { try? FileManager.default.removeItem(atPath: path) }
        try await sandbox.withDatabase { database in
            try Data("CREATE TABLE t (a int);\nINSERT INTO t VALUES (1);".utf8).write(to: URL(fileURLWithPath: path))
            try sandbox.run(sqlFile: path, in: database)
            #expect(try Connection(database).value("SELECT a FROM t") == "1")
            let failure = try #require(throws: Failure.self) { try sandbox.run(sqlFile: path, in: database) }
            #expect(failure.what.contains(path) && failure.cause?.contains("already exists") == true)
        }
    }

    @Test func theSampleIsBundled() throws {
        #expect(try Sample.text(of: "schema.sql").contains("CREATE TABLE"))
        #expect(throws: Failure.self) { try Sample.text(of: "missing.sql") }
    }
}
