// swift-tools-version: 6.2
import Foundation
import PackageDescription

/// Every folder of `Modules/` is a Swift module of its own: dropping one in is the whole installation.
/// SwiftPM caches this evaluation by the text of this file and the environment, so `make` passes the
/// folders' names in SATCHEL_MODULES; a plain `swift build` sees a new folder after `make build`.
let modulesFolder = Context.packageDirectory + "/Modules"
let tableModules = ((try? FileManager.default.contentsOfDirectory(atPath: modulesFolder)) ?? [])
    .filter { name in
        var isFolder: ObjCBool = false
        let exists = FileManager.default.fileExists(atPath: modulesFolder + "/" + name, isDirectory: &isFolder)
        return exists && isFolder.boolValue && !name.hasPrefix(".")
    }
    .sorted()

let strict: [SwiftSetting] = [.treatAllWarnings(as: .error), .swiftLanguageMode(.v6)]

let collections = Target.Dependency.product(name: "OrderedCollections", package: "swift-collections")
let arguments = Target.Dependency.product(name: "ArgumentParser", package: "swift-argument-parser")
let system = Target.Dependency.product(name: "SystemPackage", package: "swift-system")
let subprocess = Target.Dependency.product(name: "Subprocess", package: "swift-subprocess")
let logging = Target.Dependency.product(name: "Logging", package: "swift-log")
let hummingbird = Target.Dependency.product(name: "Hummingbird", package: "hummingbird")
let hummingbirdCore = Target.Dependency.product(name: "HummingbirdCore", package: "hummingbird")
let lifecycle = Target.Dependency.product(name: "ServiceLifecycle", package: "swift-service-lifecycle")
let yams = Target.Dependency.product(name: "Yams", package: "Yams")

func library(_ name: String, _ dependencies: [Target.Dependency], resources: [Resource]? = nil) -> Target {
    .target(name: name, dependencies: dependencies, resources: resources, swiftSettings: strict)
}

func tests(_ name: String, _ dependencies: [Target.Dependency], exclude: [String] = []) -> Target {
    .testTarget(name: name, dependencies: dependencies, exclude: exclude, swiftSettings: strict)
}

let package = Package(
    name: "satchel",
    products: [
        .executable(name: "satchel", targets: ["satchel"]),
        .executable(name: "satchel-server", targets: ["satchel-server"]),
        .library(name: "TableKit", targets: ["TableKit"]),
    ],
    dependencies: [
        .package(url: "https://github.com/apple/swift-argument-parser", from: "1.8.2"),
        .package(url: "https://github.com/apple/swift-collections", from: "1.6.0"),
        .package(url: "https://github.com/apple/swift-system", from: "1.8.1"),
        .package(url: "https://github.com/apple/swift-log", from: "1.16.2"),
        .package(url: "https://github.com/hummingbird-project/hummingbird", from: "2.28.1"),
        .package(url: "https://github.com/jpsim/Yams", from: "6.2.2"),
        .package(url: "https://github.com/swift-server/swift-service-lifecycle", from: "2.13.0"),
        .package(url: "https://github.com/swiftlang/swift-subprocess", from: "1.0.2"),
    ],
    targets: [
        .systemLibrary(name: "CLibPQ", pkgConfig: "libpq", providers: [.apt(["libpq-dev"]), .brew(["libpq"])]),
        .systemLibrary(
            name: "CLibArchive", pkgConfig: "libarchive",
            providers: [.apt(["libarchive-dev"]), .brew(["libarchive"])]),
        .systemLibrary(
            name: "CLibCrypto", pkgConfig: "libcrypto", providers: [.apt(["libssl-dev"]), .brew(["openssl@3"])]),
        .systemLibrary(
            name: "CJansson", pkgConfig: "jansson", providers: [.apt(["libjansson-dev"]), .brew(["jansson"])]),

        library("Diagnostics", []),
        library("JSON", ["CJansson", "Diagnostics", collections]),
        library("Archive", ["CLibArchive", "CLibCrypto", "Diagnostics", "JSON", system]),
        library("TableKit", []),
        library("Catalogue", ["TableKit"]),
        library("PostgreSQL", ["CLibPQ", "Catalogue", "Diagnostics", "TableKit"]),
        library("CatalogueReading", ["Catalogue", "Diagnostics", "PostgreSQL", "TableKit"]),
        library("Declarations", ["Catalogue", "Diagnostics", "JSON", "TableKit", collections]),
        library("Planning", ["Catalogue", "Declarations", "Diagnostics", "JSON", "TableKit", collections]),
        library("Reports", ["Diagnostics", "JSON", "Planning", collections]),
        library(
            "Index",
            [
                "Archive", "Catalogue", "Declarations", "Diagnostics", "JSON", "Planning", "PostgreSQL", "Reports",
                "TableKit", system,
            ]),
        library(
            "Rows",
            ["Catalogue", "Declarations", "Diagnostics", "JSON", "Planning", "PostgreSQL", "Reports", "TableKit"]),
        library(
            "Staging",
            [
                "Archive", "Catalogue", "CatalogueReading", "Declarations", "Diagnostics", "Index", "Planning",
                "PostgreSQL", "Reports",
                "Rows", "TableKit",
            ]),
        library(
            "Exporting",
            [
                "Archive", "Catalogue", "CatalogueReading", "Declarations", "Diagnostics", "Index", "JSON", "Planning",
                "PostgreSQL",
                "Reports", "Rows", "TableKit",
            ]),
        library(
            "Loading",
            [
                "Catalogue", "Diagnostics", "Planning", "PostgreSQL", "Reports", "Rows", "Staging", "TableKit",
            ]),
        library(
            "Importing",
            [
                "Archive", "Catalogue", "Declarations", "Diagnostics", "Index", "Loading", "Planning", "PostgreSQL",
                "Reports", "Rows", "Staging",
                "TableKit", system,
            ]),
        library(
            "Comparing",
            [
                "Archive", "Catalogue", "CatalogueReading", "Declarations", "Diagnostics", "Exporting", "Index", "JSON",
                "Planning",
                "PostgreSQL", "Reports", "Rows", "Staging", "TableKit", collections, system,
            ]),
        library("Sandbox", ["Diagnostics", "PostgreSQL", subprocess, system], resources: [.copy("Sample")]),

        .executableTarget(name: "RegistryGenerator", swiftSettings: strict),
        .plugin(name: "RegistryPlugin", capability: .buildTool(), dependencies: ["RegistryGenerator"]),
        .target(
            name: "TableRegistry", dependencies: ["TableKit"] + tableModules.map { .target(name: $0) },
            swiftSettings: strict, plugins: ["RegistryPlugin"]),

        library(
            "Requests",
            [
                "Archive", "Declarations", "Diagnostics", "Exporting", "Importing", "Index", "JSON", "Loading",
                "Planning", "PostgreSQL",
                "Reports", "Rows", "Staging", "TableKit", "TableRegistry", system,
            ]),
        library("AccessTokens", ["Archive", "Diagnostics", "JSON", system]),

        .executableTarget(
            name: "satchel",
            dependencies: [
                "AccessTokens", "Archive", "Catalogue", "CatalogueReading", "Comparing", "Declarations", "Diagnostics",
                "Exporting",
                "Importing", "Index", "JSON", "Requests", "Loading", "Planning", "PostgreSQL", "Reports", "Rows",
                "Sandbox",
                "Staging", "TableKit",
                arguments, collections, system,
            ],
            swiftSettings: strict),
        .executableTarget(
            name: "satchel-server",
            dependencies: [
                "AccessTokens", "Archive", "Catalogue", "CatalogueReading", "Comparing", "Declarations", "Diagnostics",
                "Exporting",
                "Importing", "Index", "JSON", "Requests", "Planning", "PostgreSQL", "Reports", "Rows", "Staging",
                "TableKit", arguments,
                collections, hummingbird, hummingbirdCore, lifecycle, logging, system,
            ],
            resources: [.copy("Page"), .embedInCode("openapi.yaml")],
            swiftSettings: strict),

        tests("JSONTests", ["JSON", "Diagnostics"]),
        tests("ArchiveTests", ["Archive", "Diagnostics", "JSON", system]),
        tests("PostgreSQLTests", ["Catalogue", "CatalogueReading", "Diagnostics", "PostgreSQL", "Sandbox"]),
        tests("TableKitTests", ["TableKit"]),
        tests(
            "PlanningTests",
            ["Catalogue", "Declarations", "Diagnostics", "JSON", "Planning", "TableKit", "TableRegistry"]),
        tests(
            "TransferTests",
            [
                "Archive", "Catalogue", "CatalogueReading", "Comparing", "Declarations", "Diagnostics", "Exporting",
                "Importing",
                "Index",
                "JSON", "Loading", "Planning", "PostgreSQL", "Reports", "Rows", "Sandbox", "Staging", "TableKit",
                "TableRegistry",
            ], exclude: ["SQL"]),
        tests("AccessTokenTests", ["AccessTokens", "Diagnostics", system]),
        tests(
            "ServerTests",
            [
                "AccessTokens", "Archive", "Diagnostics", "JSON", "PostgreSQL", "Reports", "Sandbox", "satchel",
                "satchel-server", collections, hummingbird, logging, subprocess, system, yams,
            ]),
        tests(
            "CommandTests", ["satchel", "Sandbox", "PostgreSQL", subprocess, system], exclude: ["Planted", "Scripts"]),
    ] + tableModules.map { .target(name: $0, dependencies: ["TableKit"], path: "Modules/\($0)", swiftSettings: strict) }
)
