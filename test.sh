#!/usr/bin/env bash
# Builds and tests everything on Debian or Ubuntu with nothing but the .NET 10 SDK; installs what else it needs. See usage().
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")"
solution=TrafficTacos.Queueing.sln
# The two with the most tests that need no Redis. They come first in the full run, too: what they find, the others would find later.
fast_projects=(tests/TrafficTacos.Queueing.Tests tests/TrafficTacos.Queueing.AspNetCore.Tests)

usage() {
  cat <<'TEXT'
Usage: ./test.sh [--fast]

Builds the solution (Release, warnings are errors) and runs every test project. The last line is the total:
'N passed, N failed' (', N skipped' if there are any). The exit status is 0 only if all passed and no project ran empty.

  --fast   only the tests of both packages that need no Redis: seconds instead of minutes
  --help   this text

Redis 7 or newer is the one named by REDIS_CONNECTION ('localhost:6379'), otherwise the redis-server on the PATH, which the tests
start and stop themselves. It is installed with apt-get if there is none; no Redis service is left running.

Also installed with apt-get if missing:
  clang or gcc, zlib's headers                         ahead-of-time publishing
  kill                                                 tests that stop processes
  Chromium (or the one named by CHROMIUM), curl, jq    tests in a browser
  prometheus, prometheus-redis-exporter, haproxy,
  nginx                                                tests of deploy/ and of the proxy; their services are not left running
  Node and npm                                         load scripts, DynamoDB for tests (npm's packages are pinned)
TEXT
}

say() { printf '%s\n' "$*"; }
fail() { say "test.sh: $*" >&2; exit 1; }

as_root() {
  if [ "$(id -u)" = 0 ]; then "$@"; else sudo "$@"; fi
}

install_packages() {
  command -v apt-get >/dev/null || fail "cannot install $*: there is no apt-get here. Install it yourself, then run this again."
  [ "$(id -u)" = 0 ] || command -v sudo >/dev/null || fail "cannot install $*: neither root nor sudo. Install it yourself, then run this again."
  say "== Installing $* with apt-get"
  local log
  log=$(mktemp)
  # Package lists may be missing (a fresh container) or old.
  { as_root apt-get update -qq && as_root env DEBIAN_FRONTEND=noninteractive apt-get install -qq -y --no-install-recommends "$@"; } >"$log" 2>&1 ||
    { cat "$log" >&2; rm "$log"; fail "apt-get could not install $*"; }
  rm "$log"
}

# Debian starts a service as soon as it is installed, unless this policy forbids it; one that was there comes back.
service_policy=/usr/sbin/policy-rc.d
forbid_services() {
  if [ -e "$service_policy" ]; then as_root mv "$service_policy" "$service_policy.kept"; fi
  printf '#!/bin/sh\nexit 101\n' | as_root tee "$service_policy" >/dev/null
  as_root chmod +x "$service_policy"
}
allow_services() {
  as_root rm -f "$service_policy"
  if [ -e "$service_policy.kept" ]; then as_root mv "$service_policy.kept" "$service_policy"; fi
}

install_without_service() {
  trap allow_services EXIT
  forbid_services
  install_packages "$@"
  # Nor after the next boot: the tests want the programs alone.
  if [ -d /run/systemd/system ]; then as_root systemctl disable --quiet "$@"; fi
  allow_services
  trap - EXIT
  say "   $* is installed; its service is neither started nor enabled."
}

ensure_redis() {
  if [ -n "${REDIS_CONNECTION:-}" ]; then
    say "== Redis: the one at ${REDIS_CONNECTION%%,*} (REDIS_CONNECTION)"
    return
  fi
  command -v redis-server >/dev/null || install_without_service redis-server
  local version
  version=$(redis-server --version | sed -n 's/.* v=\([0-9][0-9.]*\).*/\1/p')
  [ "${version%%.*}" -ge 7 ] || fail "redis-server is $version; version 7 or newer is needed. Install one, or set REDIS_CONNECTION."
  say "== Redis: $(command -v redis-server) $version, started and stopped by the tests"
}

links_with_zlib() {
  printf 'int main(void) { return 0; }' | "$1" -x c - -lz -o /dev/null 2>/dev/null
}

ensure_native_linker() {
  local compiler missing=()
  compiler=$(command -v clang || command -v gcc || true)
  if [ -z "$compiler" ]; then
    missing=(gcc libc6-dev zlib1g-dev)
  elif ! links_with_zlib "$compiler"; then
    missing=(libc6-dev zlib1g-dev)
  fi
  if [ ${#missing[@]} -gt 0 ]; then install_packages "${missing[@]}"; fi
  compiler=$(command -v clang || command -v gcc) || fail "no clang or gcc after the installation"
  links_with_zlib "$compiler" || fail "$compiler cannot link a program with zlib; ahead-of-time publishing would fail"
  say "== Native linker: $compiler"
}

# The tests stop and freeze processes with the program of that name, not the shell's own; a minimal system lacks it.
ensure_kill() {
  [ -n "$(type -P kill)" ] || install_packages procps
}

# Where the tests look for it: tests/TrafficTacos.Testing/Chromium.cs.
find_chromium() {
  local browser
  for browser in "${CHROMIUM:-}" /usr/bin/chromium /usr/bin/chromium-browser "$(type -P google-chrome || true)"; do
    if [ -n "$browser" ] && [ -x "$browser" ]; then say "$browser"; return; fi
  done
  return 1
}

ensure_browser() {
  local browser missing=()
  if [ -n "${CHROMIUM:-}" ] && [ ! -x "$CHROMIUM" ]; then fail "CHROMIUM names '$CHROMIUM', and there is no such program."; fi
  find_chromium >/dev/null || missing+=(chromium)
  command -v curl >/dev/null || missing+=(curl)
  command -v jq >/dev/null || missing+=(jq)
  if [ ${#missing[@]} -gt 0 ]; then install_packages "${missing[@]}"; fi
  browser=$(find_chromium) || fail "no Chromium after the installation; name one in CHROMIUM."
  say "== Browser: $browser"
}

ensure_prometheus() {
  if ! command -v prometheus >/dev/null || ! command -v promtool >/dev/null; then install_without_service prometheus; fi
  command -v prometheus-redis-exporter >/dev/null || install_without_service prometheus-redis-exporter
  say "== Prometheus: $(prometheus --version 2>&1 | sed -n 's/.*version \([0-9.]*\).*/\1/p;q'), started and stopped by the tests"
}

# Runs the load scripts and the DynamoDB of the tests; npm installs what tests/node/package.json pins.
ensure_node() {
  local missing=()
  command -v node >/dev/null || missing+=(nodejs)
  command -v npm >/dev/null || missing+=(npm)
  if [ ${#missing[@]} -gt 0 ]; then install_packages "${missing[@]}"; fi
}

# Its program lies in /usr/sbin, which is not on everybody's PATH.
ensure_haproxy() {
  PATH=$PATH:/usr/sbin command -v haproxy >/dev/null || install_without_service haproxy
}

ensure_nginx() {
  PATH=$PATH:/usr/sbin command -v nginx >/dev/null || install_without_service nginx
}

test_projects() {
  printf '%s\n' "${fast_projects[@]}"
  grep -l '<IsTestProject>true' tests/*/*.csproj | xargs -n1 dirname | grep -vxFf <(printf '%s\n' "${fast_projects[@]}")
}

# Adds up one attribute of the result files' counters: passed, failed, …
count() {
  local total=0 value
  for value in $(sed -n "s/.*<Counters[^>]*[[:space:]]$1=\"\([0-9]*\)\".*/\1/p" "${@:2}"); do total=$((total + value)); done
  say "$total"
}

# Runs one project. Its counts are in its result file; its exit status shows crashes that no count shows.
run_project() {
  local project=$1 name started=$SECONDS status=0 result
  name=$(basename "$project")
  result=$results/$name.trx
  say "== $name"
  dotnet test "$project" --configuration Release --no-build --nologo --verbosity quiet \
    "${filter[@]}" --blame-hang-timeout 10m --blame-hang-dump-type none \
    --results-directory "$results" --logger "trx;LogFileName=$name.trx" --logger "console;verbosity=minimal" |
    sed '/^$/d; /^Test run for/d; /^A total of/d; /^Data collector/d; /^Results File/d; s/^/   /' || status=$?
  if [ ! -f "$result" ] || [ "$(count total "$result")" = 0 ]; then
    say "   $name ran no test"
    broken+=("$name ran no test")
  elif [ "$status" != 0 ]; then
    broken+=("$name ended with status $status")
  fi
  say "   $name took $((SECONDS - started)) s"
}

report() {
  local files=("$results"/*.trx) passed=0 failed=0 skipped=0 problem
  if [ -e "${files[0]}" ]; then
    passed=$(count passed "${files[@]}")
    # A test that timed out or was aborted did not pass; one that was not executed was skipped.
    failed=$(($(count failed "${files[@]}") + $(count error "${files[@]}") + $(count timeout "${files[@]}") + $(count aborted "${files[@]}")))
    skipped=$(($(count total "${files[@]}") - passed - failed))
  fi
  for problem in "${broken[@]}"; do say "Problem: $problem"; done
  say "$passed passed, $failed failed$([ "$skipped" = 0 ] || printf ', %s skipped' "$skipped")"
  [ "$failed" = 0 ] && [ ${#broken[@]} = 0 ] && [ "$passed" -gt 0 ]
}

projects=()
filter=()
case "${1:-}" in
  '')
    mapfile -t projects < <(test_projects)
    targets=("$solution")
    ensure_redis; ensure_native_linker; ensure_kill; ensure_browser; ensure_prometheus; ensure_haproxy; ensure_nginx; ensure_node
    ;;
  --fast)
    projects=("${fast_projects[@]}")
    targets=("${fast_projects[@]}")
    filter=(--filter 'Needs!=Redis')
    ;;
  --help | -h) usage; exit 0 ;;
  *) usage >&2; fail "unknown option '$1'" ;;
esac

broken=()
results=$(mktemp -d)
trap 'rm -rf "$results"' EXIT
# Snapshots are found by the path of a test's source, and on CI the compiler would write /_/ for it.
for target in "${targets[@]}"; do
  say "== Building $target"
  dotnet build "$target" --configuration Release --nologo --verbosity quiet -warnaserror -p:DeterministicSourcePaths=false
done
for project in "${projects[@]}"; do run_project "$project"; done
report
