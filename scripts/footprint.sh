#!/usr/bin/env bash
# What a published gateway takes: on the disk, and in memory while a crowd waits. See usage() below.
set -euo pipefail

visitors=10000
rounds=3
folders=()

usage() {
  cat <<'TEXT'
Usage: scripts/footprint.sh [--visitors N] [--rounds N] FOLDER…

Starts each published gateway with its Production settings on a Redis of its own, lets a crowd join and ask for its status,
and says what it took. FOLDER is what `dotnet publish src/TrafficTacos.Gateway.Host … -o FOLDER` wrote.

  --visitors N   how many join (10000)
  --rounds N     how often each asks (3)
  --help         this text

Needs curl, jq and redis-server. All of it is on loopback; the exit status is 0 only if every answer was right.
TEXT
}

fail() { printf 'footprint: %s\n' "$*" >&2; exit 1; }

while [ $# -gt 0 ]; do
  case "$1" in
    --visitors) visitors=${2:?--visitors needs a number}; shift 2 ;;
    --rounds) rounds=${2:?--rounds needs a number}; shift 2 ;;
    --help | -h) usage; exit 0 ;;
    -*) usage >&2; fail "unknown option '$1'" ;;
    *) folders+=("$1"); shift ;;
  esac
done
[ ${#folders[@]} -gt 0 ] || { usage >&2; fail "no folder"; }
for tool in curl jq redis-server; do command -v "$tool" >/dev/null || fail "$tool is missing; install it, for example with apt-get install $tool"; done

work=$(mktemp -d)
gateway=
redis=
clean() { for id in $gateway $redis; do kill -9 "$id" 2>/dev/null && wait "$id" 2>/dev/null || true; done; rm -rf "$work"; }
trap clean EXIT

free_port() { local port; while port=$((20000 + RANDOM % 20000)); (exec 3<>"/dev/tcp/127.0.0.1/$port") 2>/dev/null; do :; done; echo "$port"; }
resident() { awk '/^VmRSS/ { printf "%d", $2 / 1000 }' "/proc/$gateway/status"; }

# Answers that are not what they should be end the run: a gateway that refuses everybody is small.
expect() { local found; found=$({ grep -o -- "$1" "$work/answers" || true; } | wc -l); [ "$found" -eq "$2" ] || fail "$3: $found of $2 answers; $(tail -1 "$work/log")"; }
crowd() { timeout 300 curl --no-progress-meter -Z --parallel-max 64 "$@" >"$work/answers"; }

start() {
  local redis_port port
  redis_port=$(free_port)
  redis-server --port "$redis_port" --bind 127.0.0.1 --save '' --appendonly no >/dev/null &
  redis=$!
  port=$(free_port)
  api=http://127.0.0.1:$port
  local program=("$1/TrafficTacos.Gateway.Host")
  [ -x "${program[0]}" ] || program=(dotnet "$1/TrafficTacos.Gateway.Host.dll")
  # Nothing is bought here and there are no backends, so the gateway counts as ready when Redis is connected.
  env SERVER_ENVIRONMENT=Production SERVER_PORT="$port" SERVER_DRAIN_DELAY=0s REDIS_ADDRESS="127.0.0.1:$redis_port" RATE_LIMIT_ENABLED=false \
    JWT_JWKS_ENDPOINT=http://127.0.0.1:1/jwks.json JWT_ISSUER=https://issuer.example JWT_AUDIENCE=nobody \
    WaitingRoom__StoreTimeout=00:00:05 DOTNET_EnableDiagnostics=0 \
    BACKEND_RESERVATION_API_GRPC_ADDRESS=127.0.0.1:1 BACKEND_PAYMENT_API_GRPC_ADDRESS=127.0.0.1:1 \
    "${program[@]}" >"$work/log" 2>&1 &
  gateway=$!
  local begin=${EPOCHREALTIME/./}
  until curl -s "$api/readyz" | grep -q '"redis":"connected"'; do
    kill -0 "$gateway" 2>/dev/null || fail "$1 ended: $(tail -3 "$work/log")"
    [ $((${EPOCHREALTIME/./} - begin)) -lt 30000000 ] || fail "$1 is not ready: $(tail -1 "$work/log")"
    sleep 0.01
  done
  ready=$(((${EPOCHREALTIME/./} - begin) / 1000))
}

printf '%-28s %8s %9s %9s %9s %9s %12s\n' folder disk ready idle joined asked 'processor'
for folder in "${folders[@]}"; do
  start "$folder"
  curl -fs "$api/metrics" | grep -q '^http_server_requests' || fail "$folder: no metrics"
  idle=$(resident)

  crowd -X POST -H 'Content-Type: application/json' -d '{"event_id":"footprint"}' "$api/api/v1/queue/join?visitor=[1-$visitors]"
  expect waiting_token "$visitors" "$folder, join"
  joined=$(resident)

  jq -r --arg api "$api" 'select(.waiting_token) | "url = \($api)/api/v1/queue/status?token=\(.waiting_token)"' "$work/answers" >"$work/polls"
  for ((round = 0; round < rounds; round++)); do
    crowd -K "$work/polls"
    expect '"status":' "$visitors" "$folder, status"
  done
  asked=$(resident)
  ticks=$(awk '{ print $14 + $15 }' "/proc/$gateway/stat")

  kill -TERM "$gateway"
  wait "$gateway" || fail "$folder ended with $?"
  kill -TERM "$redis"
  wait "$redis" || true
  printf '%-28s %5d MB %6d ms %6d MB %6d MB %6d MB %10d s\n' "$(basename "$folder")" "$(($(du -sb "$folder" | cut -f1) / 1000000))" \
    "$ready" "$idle" "$joined" "$asked" "$((ticks / $(getconf CLK_TCK)))"
  gateway= redis=
done
