# Sourced by run.sh: makes sure that what the tests need is on this machine.

# Prints the first program of the list that is here.
first_of() {
  local program
  for program in "$@"; do
    if command -v "$program" > /dev/null; then command -v "$program"; return; fi
  done
  return 1
}

find_chromium() {
  if [ -n "${IDENTITY_TEST_CHROMIUM:-}" ]; then echo "$IDENTITY_TEST_CHROMIUM"; return; fi
  first_of chromium chromium-browser google-chrome google-chrome-stable
}

# The folder of PostgreSQL's own programs, the newest version first; Debian keeps them out of PATH.
find_postgres() {
  local folder
  for folder in $(ls -d /usr/lib/postgresql/*/bin 2> /dev/null | sort -rV) $(dirname "$(first_of initdb || echo /)"); do
    if [ -x "$folder/initdb" ] && [ -x "$folder/pg_ctl" ]; then echo "$folder"; return; fi
  done
  return 1
}

prepare_machine() {
  command -v dotnet > /dev/null || fail 'The .NET 10 SDK is missing. Install it: https://dotnet.microsoft.com/download'

  local missing=()
  # Ubuntu has its own name for it, and gives it as a snap. A bare machine has no font either.
  find_chromium > /dev/null \
    || missing+=("$(grep -qx 'ID=ubuntu' /etc/os-release 2> /dev/null && echo chromium-browser || echo chromium)" fonts-liberation)
  [ -n "${IDENTITY_TEST_POSTGRES:-}" ] || find_postgres > /dev/null || missing+=(postgresql)
  command -v redis-server > /dev/null || missing+=(redis-server)
  # What the documentation has people type, which a test types too.
  local typed
  for typed in curl jq openssl; do command -v $typed > /dev/null || missing+=($typed); done
  # For npm alone: the tests run on the Node that comes with Playwright.
  command -v node > /dev/null || missing+=(nodejs)
  command -v npm > /dev/null || missing+=(npm)
  [ ${#missing[@]} -eq 0 ] || install_packages "${missing[@]}"

  IDENTITY_TEST_CHROMIUM=$(find_chromium) || fail 'Chromium is still missing. Install it, or name a browser in IDENTITY_TEST_CHROMIUM.'
  export IDENTITY_TEST_CHROMIUM
  "$IDENTITY_TEST_CHROMIUM" --version > /dev/null 2>&1 \
    || fail "$IDENTITY_TEST_CHROMIUM does not start (a snap does not, in a container). Install Chrome or Chromium another way and name it in IDENTITY_TEST_CHROMIUM."
}

install_packages() {
  local as_root=()
  command -v apt-get > /dev/null \
    || fail "The tests need $*, and only Debian and Ubuntu are served by this script. Install them (Chromium, PostgreSQL, Redis, Node with npm, curl, jq, openssl) and start it again."
  if [ "$(id -u)" -ne 0 ]; then
    command -v sudo > /dev/null || fail "The tests need $*. Install them as root: apt-get install $*"
    as_root=(sudo)
  fi

  say "Installing what the tests need and this machine lacks: $*"
  ${as_root[@]+"${as_root[@]}"} env DEBIAN_FRONTEND=noninteractive apt-get update -q < /dev/null
  ${as_root[@]+"${as_root[@]}"} env DEBIAN_FRONTEND=noninteractive apt-get install -q -y --no-install-recommends "$@" < /dev/null
}
