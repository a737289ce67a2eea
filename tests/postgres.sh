# Sourced by run.sh: a PostgreSQL of its own, for the length of one run.

# PostgreSQL refuses to run as root, so root hands it to an account that may do nothing else.
as_postgres() {
  if [ "$(id -u)" -ne 0 ]; then
    "$@"
  elif id postgres > /dev/null 2>&1; then
    (cd / && runuser -u postgres -- "$@")
  else
    (cd / && runuser -u nobody -- "$@")
  fi
}

start_postgres() {
  local programs password port
  programs=$(find_postgres) || fail 'PostgreSQL is still missing. Install it, or give a connection string in IDENTITY_TEST_POSTGRES.'
  postgres_programs=$programs
  database=$scratch/postgres

  say "Starting a throw-away PostgreSQL ($("$programs/postgres" --version))"
  password=$(od -An -N16 -tx1 /dev/urandom | tr -d ' \n')
  mkdir "$database"
  (umask 077 && printf '%s\n' "$password" > "$database/password")
  if [ "$(id -u)" -eq 0 ]; then
    chown -R "$(as_postgres id -u)" "$database"
  fi
  as_postgres "$programs/initdb" --pgdata="$database/data" --username=identity_test --pwfile="$database/password" \
    --auth=scram-sha-256 --encoding=UTF8 --locale=C.UTF-8 --no-sync > "$scratch/initdb.txt"

  # A port may be taken between choosing and using it, so try a few.
  for _ in 1 2 3 4 5; do
    port=$((20000 + RANDOM % 12000))
    if as_postgres "$programs/pg_ctl" --pgdata="$database/data" --log="$database/log" --wait --silent \
      --options="-p $port -h 127.0.0.1 -k $database -c fsync=off -c synchronous_commit=off -c full_page_writes=off -c max_connections=200 ${postgres_options:-}" start < /dev/null; then
      export IDENTITY_TEST_POSTGRES="Host=127.0.0.1;Port=$port;Username=identity_test;Password=$password;Database=postgres"
      return
    fi
  done
  cat "$database/log" >&2
  fail 'PostgreSQL did not start; its log is above.'
}

stop_postgres() {
  as_postgres "$postgres_programs/pg_ctl" --pgdata="$database/data" --mode=immediate --silent stop > /dev/null 2>&1
}
