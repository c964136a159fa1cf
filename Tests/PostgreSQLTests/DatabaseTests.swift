import Diagnostics
import PostgreSQL
import Sandbox
import Testing

@Suite struct DatabaseTests {
    @Test func theDescriptionNamesDatabaseAndHostAndNeverThePassword() throws {
        let database = try Database(
            connectionString: "postgresql://bob:s3cret@db.example.org:6543/crearis?sslmode=require")
        #expect(database.description == "database \"crearis\" on \"db.example.org\" port 6543")
        #expect(database.name == "crearis")
        var dumped = ""
        dump(database, to: &dumped)
        for text in ["\(database)", String(reflecting: database), dumped] { #expect(!text.contains("s3cret")) }
    }

    @Test func theOptionComesBeforeTheEnvironment() throws {
        let environment = ["DATABASE_URL": "postgresql:///fromenvironment?host=a"]
        #expect(try Database.resolve("host=b dbname=fromoption", environment: environment).name == "fromoption")
        #expect(try Database.resolve(nil, environment: environment).name == "fromenvironment")
        #expect(try Database.resolve("plain", environment: [:]).name == "plain")
    }

    @Test(arguments: [
        "postgres://bob:s3@cret@host/db", "postgres://bob:s3/cret@host/db", "postgres://bob:12/cret@host/db",
        "postgres://bob:s3?cr@et@host/db", "postgres://bob:s3cret/db",
        "postgres:/bob:s3cret@host/db", "bob:s3cret@host", "host=a password=s3 cret", "host=a password='s3cret",
        "postgres://bob:%zz@host/db", "postgres://bob:s3cret@host/db?unknown=1", "a\0b",
    ])
    func aStringThatCannotBeReadIsRefusedWithoutBeingShown(text: String) throws {
        let failure = try #require(throws: Failure.self) { try Database(connectionString: text) }
        #expect(failure.code == .usage)
        for part in ["s3", "cret", "bob"] { #expect(!failure.description.contains(part)) }
    }

    @Test(arguments: ["s3cret", "s3?cret", "s3:cret", "s3%40cret", "s3%2Fcret", "12?cret"])
    func thePasswordIsInNothingThatADatabasePrints(password: String) throws {
        let database = try Database(connectionString: "postgres://bob:\(password)@host/db")
        #expect(database.description == "database \"db\" on \"host\"")
    }

    @Test(arguments: [
        "postgresql://bob:s3cret@localhost:1/crearis", "postgresql://bob:s3cret@127.0.0.1:1,localhost:2/crearis",
        "host=/nowhere user=bob password=s3cret dbname=crearis",
        "postgresql://bob:s3cret@no-such-host.invalid/crearis",
    ])
    func aRefusedConnectionSaysWhyWithoutThePassword(text: String) throws {
        let database = try Database(connectionString: text)
        let failure = try #require(throws: Failure.self) { _ = try Connection(database) }
        #expect(failure.code == .databaseUnreachable)
        #expect(failure.what.contains("\"crearis\""))
        #expect(failure.cause != nil && failure.remedy != nil)
        #expect(!failure.description.contains("s3cret"))
        #expect(failure.cause != "libpq could not open the connection")
    }

    @Test func aMissingDatabaseIsOutOfReach() async throws {
        try await withConnection { connection throws in
            let sandbox = connection.database.description
            let folder = try #require(sandbox.split(separator: "\"").last.map(String.init))
            let missing = Database(name: "missing", socketFolder: folder, user: Sandbox.user)
            let failure = try #require(throws: Failure.self) { _ = try Connection(missing) }
            #expect(failure.code == .databaseUnreachable)
            #expect(failure.cause == "database \"missing\" does not exist")
        }
    }
}
