import Diagnostics
import Hummingbird
import HummingbirdCore
import Logging
import NIOCore
import PostgreSQL
import ServiceLifecycle

/// The server, put together: addresses, jobs, and what watches over both.
struct AdminServer {
    let router: Router<APIContext>
    private let settings: ServerSettings
    private let queue: JobQueue
    private let sessions: DatabaseSessions
    private let logger: Logger

    /// - Throws: `Failure` with `usage` where the settings do not fit together.
    init(_ settings: ServerSettings, logger: Logger) throws {
        guard settings.tokens != nil || OriginCheck.isLoopback(settings.host) else {
            throw Failure(
                .usage, "cannot listen on \"\(settings.host)\"", cause: "without tokens anybody could use the server",
                remedy: "make a token with satchel token new, and name the file with --tokens")
        }
        self.settings = settings
        self.logger = logger
        let folder = try BackupFolder(settings.backups)
        folder.removeLeftovers()
        let metrics = Metrics()
        queue = JobQueue(
            runner: JobRunner(database: settings.database, folder: folder), journal: JobJournal(folder: folder.jobs),
            metrics: metrics, logger: logger)
        router = Router(context: APIContext.self, options: .autoGenerateHeadEndpoints)
        let methods = MethodCheck()
        router.add(middleware: AccessLog(metrics: metrics))
        router.add(middleware: SecurityHeaders())
        router.add(middleware: ErrorMiddleware(folder: folder))
        router.add(middleware: OriginCheck(requiresLoopbackName: settings.tokens == nil))
        router.add(middleware: RateLimitMiddleware(limit: RateLimit(perSecond: 2000, burst: 4000)))
        router.add(middleware: methods)
        sessions = DatabaseSessions(settings.database)
        let status = StatusRoutes(sessions: sessions, queue: queue, metrics: metrics)
        status.add(to: router)
        try PageRoutes().add(to: router)
        let authentication = Authentication(
            tokens: try settings.tokens.map { path throws(Failure) in try TokenReader(path) },
            attempts: RateLimit(perSecond: 1.0 / 3, burst: 20))
        status.addMetrics(to: router.group().add(middleware: authentication))
        let api = router.group("api/admin").add(middleware: authentication)
        JobRoutes(queue: queue, database: settings.database, starts: RateLimit(perSecond: 2, burst: 120))
            .add(to: api)
        BackupRoutes(
            shelf: ArchiveShelf(folder), queue: queue, maximumUpload: settings.maximumUpload,
            uploads: RateLimit(perSecond: 1, burst: 60)
        ).add(to: api)
        DatabaseRoutes(sessions: sessions).add(to: api)
        methods.learn(router.routes)
    }

    /// Runs until SIGTERM or SIGINT; jobs that run then are stopped, and the database is as before them.
    ///
    /// - Parameter onListening: called with the port, once requests are answered.
    func run(onListening: @escaping @Sendable (Int) -> Void = { _ in }) async throws {
        await queue.recover()
        let pace = TimeAmount.seconds(Int64(settings.idleSeconds))
        let configuration = HTTP1Channel.Configuration(
            additionalChannelHandlers: [SlowClientHandler(interval: pace)], idleTimeout: pace,
            httpDecoderConfiguration: .init(
                maxHeaderFieldSize: 8 << 10, maxHeaderListSize: 32 << 10, maxHeaderFieldCount: 100))
        let application = Application(
            router: router, server: .http1(configuration: configuration),
            configuration: ApplicationConfiguration(
                address: .hostname(settings.host, port: settings.port),
                availableConnectionsDelegate: MaximumAvailableConnections(settings.connections)),
            onServerRunning: { channel in onListening(channel.localAddress?.port ?? 0) }, logger: logger)
        // Services end in reverse order: the jobs first, because requests wait for them.
        var group = ServiceGroupConfiguration(
            services: [application, DatabaseService(queue: queue, sessions: sessions)],
            gracefulShutdownSignals: [.sigterm, .sigint],
            logger: logger)
        group.maximumGracefulShutdownDuration = .seconds(settings.shutdownSeconds)
        try await ServiceGroup(configuration: group).run()
    }
}

/// Ends with the server what works with the database.
private struct DatabaseService: Service {
    let queue: JobQueue
    let sessions: DatabaseSessions

    func run() async throws {
        try await gracefulShutdown()
        sessions.close()
        await queue.close()
    }
}
