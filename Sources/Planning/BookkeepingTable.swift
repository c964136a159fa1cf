import Catalogue
import TableKit

/// A table in which a migration tool notes what it has done to this one database: it says nothing to another.
///
/// The tools' own documents and sources have the names. `--all` leaves these tables out; who names one takes it.
struct BookkeepingTable: Sendable {
    let name: String
    /// Columns that tell it from a table of the application, where the name alone does not.
    var columns: [String] = []

    static func isOne(_ table: CatalogueTable) -> Bool {
        all.contains { $0.name == table.name.name && $0.columns.allSatisfy { table.column($0) != nil } }
    }

    private static let all: [BookkeepingTable] =
        [
            // Django, South
            "django_migrations", "south_migrationhistory",
            // Alembic, SQLAlchemy-migrate, yoyo
            "alembic_version", "migrate_version", "_yoyo_log", "_yoyo_migration", "_yoyo_version", "yoyo_lock",
            // Rails, Ecto, dbmate, golang-migrate
            "schema_migrations", "ar_internal_metadata",
            // Flyway, Liquibase, Play
            "flyway_schema_history", "databasechangelog", "databasechangeloglock", "play_evolutions",
            // Knex, Prisma, Sequelize, node-pg-migrate, TypeORM, MikroORM, Drizzle, Kysely
            "knex_migrations", "knex_migrations_lock", "_prisma_migrations", "SequelizeMeta", "pgmigrations",
            "typeorm_metadata", "mikro_orm_migrations", "__drizzle_migrations", "kysely_migration",
            "kysely_migration_lock",
            // goose, gorp, sql-migrate
            "goose_db_version", "gorp_migrations",
            // sqlx, Diesel, SeaORM, refinery
            "_sqlx_migrations", "__diesel_schema_migrations", "seaql_migrations", "refinery_schema_history",
            // Entity Framework
            "__EFMigrationsHistory", "__MigrationHistory",
            // Doctrine, Phinx
            "doctrine_migration_versions", "phinxlog",
            // Fluent
            "_fluent_migrations", "_fluent_enums",
        ].map { BookkeepingTable(name: $0) } + [
            BookkeepingTable(name: "migrations", columns: ["migration", "batch"]),  // Laravel
            BookkeepingTable(name: "migrations", columns: ["timestamp", "name"]),  // TypeORM
            BookkeepingTable(name: "schema_version", columns: ["installed_rank", "checksum"]),  // Flyway before 5
        ]
}
