import Catalogue
import Foundation
import TableKit
import Testing

@testable import Planning

@Suite struct ModuleTemplateTests {
    @Test(arguments: [
        ("page_sections", "PageSections"), ("order", "Order"), ("archive", "ArchiveTable"), ("2023 data", "T2023Data"),
        ("größe", "GrE"), ("🎭", "T"), ("swift", "SwiftTable"), ("crm.people", "CrmPeople"),
    ])
    func `a folder is called like the table, as Swift names a module`(name: String, folder: String) {
        #expect(ModuleTemplate.folder(for: TableName(schema: nil, name)) == folder)
    }
}
