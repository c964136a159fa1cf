# What the runners of real schemas share; each sources it. A check is a line "ok …" or "FAILED …", which scripts/test-real counts.

# check NAME COMMAND…: the command succeeds.
check() {
    local name=$1
    shift
    if "$@" >"$WORK/check.log" 2>&1; then
        echo "ok $name"
    else
        echo "FAILED $name"
        head -n 20 "$WORK/check.log" >&2
    fi
}

# same NAME A B: two files have the same lines, whatever their order.
same() {
    check "$1" diff <(sort "$2") <(sort "$3")
}

# within NAME A B: every line of A is in B, as often as it is in A.
within() {
    check "$1" awk 'NR == FNR { n[$0]++; next } n[$0]-- <= 0 { print; lost = 1 } END { exit lost }' "$3" "$2"
}

# nothing NAME FILE: the report of an import, in JSON, says that nothing was written.
nothing() {
    check "$1" python3 -c '
import json, sys
report = json.load(open(sys.argv[1]))
written = {t["table"]: t for t in report["tables"] if t["inserted"] or t["updated"] or t["deleted"]}
sys.exit(json.dumps(written) if written or not report["tables"] else 0)' "$2"
}

sql() { psql -X -q -A -t -v ON_ERROR_STOP=1 -d "$1" -c "$2"; }

# url DATABASE: as the program takes it.
url() { echo "postgresql://$PGUSER@/$1?host=$PGHOST&port=$PGPORT"; }

# lines DATABASE FILE: the rows of the queries in a file, each under the query's name; "name/2: SELECT …" has a key of two columns.
lines() {
    local name query
    while IFS= read -r line; do
        case $line in '' | --*) continue ;; esac
        name=${line%%:*} query=${line#*: }
        sql "$1" "COPY ($query) TO STDOUT" | sed "s|^|${name%/*}	|"
    done <"$2"
}

# keys FILE NUMBER NAME: the different keys of one query among lines.
keys() { awk -F'	' -v name="$3" '$1 == name' "$1" | cut -f "2-$(($2 + 1))" | sort -u; }

# create DATABASE [TEMPLATE]: a new database, empty or as a copy.
create() { PGOPTIONS="-c client_min_messages=warning" psql -qX -d "$(url postgres)" -c "DROP DATABASE IF EXISTS $1" -c "CREATE DATABASE $1${2:+ TEMPLATE $2}"; }

# shift_ids DATABASE NUMBER: moves every sequence far on, so that new rows get ids that no other database has.
shift_ids() {
    sql "$(url "$1")" "SELECT setval(c.oid::regclass, COALESCE(pg_sequence_last_value(c.oid), 1) + $2) FROM pg_class c WHERE c.relkind = 'S'" >/dev/null
}

# equal A B: both are the same text.
equal() { [ "$1" = "$2" ] || { echo "expected: $2"; echo "found:    $1"; return 1; }; }

# compare …: same_rows.py, which tells rows of any schema without ids.
compare() { python "$(dirname "$0")/../same_rows.py" "$@"; }
