internal import CLibPQ
import Diagnostics

/// A result of the server, to be cleared by whoever took it.
struct Result {
    let pointer: OpaquePointer

    var status: ExecStatusType { PQresultStatus(pointer) }

    /// The command tag, such as `INSERT 0 5`.
    var tag: String { String(cString: PQcmdStatus(pointer)) }

    /// The rows that the command tag counts; nil where it is of a kind that counts none.
    var counted: Int? { Int(String(cString: PQcmdTuples(pointer))) }

    func requireSuccess(on connection: Connection) throws {
        switch status {
        case PGRES_COMMAND_OK, PGRES_TUPLES_OK, PGRES_EMPTY_QUERY, PGRES_COPY_IN, PGRES_COPY_OUT: return
        default:
            throw connection.refusal(
                ServerError(pointer, isEnglish: connection.speaksEnglish), endsConnection: isFatal)
        }
    }

    /// After FATAL and PANIC the server hangs up.
    var isFatal: Bool { ["FATAL", "PANIC"].contains(field(satchel_diag_severity)) }

    /// A field of an error.
    func field(_ code: Int32) -> String? {
        // SAFETY: the text, or NULL, belongs to the result and is copied here.
        PQresultErrorField(pointer, code).map { String(cString: $0) }
    }

    /// All rows as values.
    func rows() throws -> [Row] {
        let width = PQnfields(pointer)
        // SAFETY: libpq's strings live until PQclear and are copied here; `PQfname` is NULL only out of range.
        let names = (0..<width).map { String(cString: PQfname(pointer, $0)) }
        let positions = Dictionary(zip(names, 0...), uniquingKeysWith: { first, _ in first })
        return try (0..<PQntuples(pointer)).map { row in
            Row(values: try (0..<width).map { try value(row, $0) }, positions: positions)
        }
    }

    private func value(_ row: Int32, _ column: Int32) throws -> String? {
        if PQgetisnull(pointer, row, column) == 1 { return nil }
        // SAFETY: the value is PQgetlength bytes long, and NUL-terminated after them.
        let bytes = UnsafeRawBufferPointer(
            start: PQgetvalue(pointer, row, column), count: Int(PQgetlength(pointer, row, column)))
        guard let text = String(validating: bytes, as: UTF8.self) else {
            throw Failure(
                .failed, "cannot read what the server sent", cause: "it holds text that is not UTF-8",
                remedy: "give the database a known encoding; SQL_ASCII is none")
        }
        return text
    }
}

extension ServerError {
    /// Takes from a result what is safe to show.
    init(_ result: OpaquePointer, isEnglish: Bool) {
        let field = Result(pointer: result).field
        let sqlState = field(satchel_diag_sqlstate) ?? ""
        let context = field(satchel_diag_context)
        let place = context.flatMap(CopyContext.init)
        self.init(
            sqlState: sqlState,
            message: SafeMessage.text(
                of: field(satchel_diag_message_primary) ?? "", sqlState: sqlState,
                raisedBy: field(satchel_diag_source_file), isEnglish: isEnglish),
            schema: field(satchel_diag_schema_name), table: field(satchel_diag_table_name),
            column: field(satchel_diag_column_name) ?? place?.column,
            constraint: field(satchel_diag_constraint_name), line: place?.line,
            function: context.flatMap(FunctionContext.function))
    }
}
