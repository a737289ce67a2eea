#!/usr/bin/env bash
# Builds everything once and runs the tests: tests/run.sh, or tests/run.sh --all for the slow ones too.
# Ends with the line "N passed, N failed, N skipped"; the exit code is not 0 when anything failed.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."

usage='Usage: tests/run.sh [--all]'
all=false
for argument in "$@"; do
  case "$argument" in
    --all) all=true ;;
    -h | --help) echo "$usage"; exit 0 ;;
    *) echo "Unknown option '$argument'. $usage" >&2; exit 2 ;;
  esac
done

artifacts=artifacts/tests
scratch=''
database=''
summary=''

say() { printf '\n== %s\n' "$*"; }
fail() { printf '\n%s\n' "$*" >&2; exit 1; }

# Whatever happens, nothing stays running and the last line is the summary.
finish() {
  local code=$?
  trap - EXIT
  [ -z "$database" ] || stop_postgres || true
  [ -z "$scratch" ] || rm -rf "$scratch"
  if [ -z "$summary" ]; then
    summary='0 passed, 1 failed, 0 skipped'
    [ "$code" -ne 0 ] || code=1
  fi
  printf '\n%s\n' "$summary"
  exit "$code"
}
trap finish EXIT
trap 'exit 130' INT
trap 'exit 143' TERM

# shellcheck source=tests/machine.sh
. tests/machine.sh
# shellcheck source=tests/postgres.sh
. tests/postgres.sh

prepare_machine
scratch=$(mktemp -d)
chmod 755 "$scratch"
[ -n "${IDENTITY_TEST_POSTGRES:-}" ] || start_postgres

say 'Building'
dotnet restore Identity.sln --locked-mode
dotnet build Identity.sln --no-restore

rm -rf "$artifacts"
mkdir -p "$artifacts"
selection=(--filter-not-trait Set=All)
if $all; then
  selection=()
  export IDENTITY_TEST_ALL=1
fi

say "Testing ($($all && echo 'everything' || echo 'the fast set; --all for everything'))"
log=$artifacts/output.txt
code=0
# A project without a fast test is no failure (8); that nothing at all ran is noticed below.
# One project after the other: several would share the cores, and browsers and processes would wait for each other.
dotnet test --solution Identity.sln --no-build --max-parallel-test-modules 1 --no-progress --no-ansi --show-test-results failed,skipped \
  --ignore-exit-code 8 ${selection[@]+"${selection[@]}"} < /dev/null 2>&1 | tee "$artifacts/output.txt" || code=$?

# Name and reason of each skipped test, one per line, as the runner prints them.
awk '/^skipped / { name = substr($0, 9); next }
  name != "" && /^  from / { print name ":" reason; name = ""; reason = ""; next }
  name != "" { sub(/^ +/, ""); reason = reason " " $0 }' "$artifacts/output.txt" > "$artifacts/skipped.txt"
if [ -s "$artifacts/skipped.txt" ]; then
  say 'Skipped, and why'
  cat "$artifacts/skipped.txt"
fi

# "error" counts projects whose tests could not start at all: they must not vanish from the sum.
summary=$(awk -v code="$code" '/^Test run summary:/ { passed = failed = errors = skipped = 0 }
  /^  succeeded: / { passed = $2 } /^  failed: / { failed = $2 } /^  error: / { errors = $2 } /^  skipped: / { skipped = $2 }
  END {
    failed += errors
    if (failed == 0 && (code != 0 || passed == 0)) failed = 1
    printf "%d passed, %d failed, %d skipped\n", passed, failed, skipped
  }' "$artifacts/output.txt")
case "$summary" in *', 0 failed, '*) exit 0 ;; *) exit 1 ;; esac
