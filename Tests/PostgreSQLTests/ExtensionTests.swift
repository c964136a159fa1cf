import Catalogue
import CatalogueReading
import PostgreSQL
import Testing

@Suite struct ExtensionTests {
    @Test func tablesThatBelongToAnExtensionAreLeftOut() async throws {
        try await withSession("CREATE TABLE mine (a int); CREATE TABLE theirs (a int)") { connection throws in
            // As an extension's script would leave it; contrib modules with tables are not installed everywhere.
            try connection.run("ALTER EXTENSION plpgsql ADD TABLE public.theirs")
            #expect(try Catalogue.read(from: connection).tables.keys.map(\.description) == ["public.mine"])
        }
    }
}
