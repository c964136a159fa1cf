# What the checks of real schemas share. A folder's `run` gets SATCHEL (the program), WORK (a scratch folder), VENV (a virtual
# environment with its requirements; else the one whose python is found first) and SERVER_URL (any database of an empty
# server; else what PGHOST and its like say), and sources this.

set -euo pipefail
here=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
VENV=${VENV:-$(dirname "$(dirname "$(command -v python)")")}
SERVER_URL=${SERVER_URL:-postgresql://${PGUSER:-}@/postgres?host=${PGHOST:-}&port=${PGPORT:-5432}}
# The modules that were built in are for another schema.
export SATCHEL_NO_MODULES=1

# The URL of a database of the server.
url() { "$VENV/bin/python" -c 'import sys, urllib.parse as u; print(u.urlunsplit(u.urlsplit(sys.argv[1])._replace(path="/" + sys.argv[2])))' "$SERVER_URL" "$1"; }

# Creates a database: empty, or as a copy.
create() { PGOPTIONS="-c client_min_messages=warning" psql -qX -d "$SERVER_URL" -c "DROP DATABASE IF EXISTS $1" -c "CREATE DATABASE $1${2:+ TEMPLATE $2}"; }

# The rows of a query.
ask() { psql -qXAt -d "$(url "$1")" -c "$2"; }

# Moves every sequence of a database far on, so that its new rows get ids that no other database has.
shift_ids() {
    ask "$1" "SELECT setval(c.oid::regclass, COALESCE(pg_sequence_last_value(c.oid), 1) + $2) FROM pg_class c WHERE c.relkind = 'S'" >/dev/null
}

# Runs a check; prints "ok NAME", or "FAILED NAME" with what it printed, and ends.
check() {
    local name=$1 said
    shift
    if said=$("$@" 2>&1); then echo "ok $name"; else
        echo "FAILED $name"
        echo "$said" >&2
        exit 1
    fi
}

# True where both are the same text.
same() { [ "$1" = "$2" ] || { echo "expected: $2"; echo "found:    $1"; return 1; }; }

# A figure of the report that satchel printed as JSON: totals inserted, updated …
figure() { "$VENV/bin/python" -c 'import json, sys; print(json.load(open(sys.argv[1]))["totals"][sys.argv[2]])' "$1" "$2"; }

compare() { "$VENV/bin/python" "$here/same_rows.py" "$@"; }
