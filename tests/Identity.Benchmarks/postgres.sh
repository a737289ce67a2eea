#!/usr/bin/env bash
# Starts a throw-away PostgreSQL that counts statements, prints its connection string and stops it when its own input ends.
set -euo pipefail
cd "$(git -C "$(dirname "${BASH_SOURCE[0]}")" rev-parse --show-toplevel)"

say() { :; }
fail() { printf '%s\n' "$*" >&2; exit 1; }
# shellcheck source=tests/machine.sh
. tests/machine.sh
# shellcheck source=tests/postgres.sh
. tests/postgres.sh

scratch=$(mktemp -d)
chmod 755 "$scratch"
database=''
finish() {
  [ -z "$database" ] || stop_postgres || true
  rm -rf "$scratch"
}
trap finish EXIT

# Read by start_postgres: statements are counted, and the buffers are large enough for a million people.
export postgres_options='-c shared_preload_libraries=pg_stat_statements -c pg_stat_statements.track_utility=off -c shared_buffers=512MB -c max_wal_size=4GB'
start_postgres > /dev/null
printf '%s\n' "$IDENTITY_TEST_POSTGRES"
cat > /dev/null
