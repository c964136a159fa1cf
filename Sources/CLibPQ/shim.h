#ifndef SATCHEL_CLIBPQ_SHIM_H
#define SATCHEL_CLIBPQ_SHIM_H

#include <libpq-fe.h>

// Swift does not import character macros; these carry the PG_DIAG_* fields that satchel reads.
// https://www.postgresql.org/docs/current/libpq-exec.html#LIBPQ-PQRESULTERRORFIELD
static const int satchel_diag_severity = PG_DIAG_SEVERITY_NONLOCALIZED;
static const int satchel_diag_sqlstate = PG_DIAG_SQLSTATE;
static const int satchel_diag_message_primary = PG_DIAG_MESSAGE_PRIMARY;
static const int satchel_diag_context = PG_DIAG_CONTEXT;
static const int satchel_diag_schema_name = PG_DIAG_SCHEMA_NAME;
static const int satchel_diag_table_name = PG_DIAG_TABLE_NAME;
static const int satchel_diag_column_name = PG_DIAG_COLUMN_NAME;
static const int satchel_diag_constraint_name = PG_DIAG_CONSTRAINT_NAME;
static const int satchel_diag_source_file = PG_DIAG_SOURCE_FILE;

#endif
