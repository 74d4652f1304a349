#!/usr/bin/env bash
# Walks through a whole sale at a running gateway, as a visitor would. See usage() below.
set -euo pipefail

gateway=http://localhost:8000
event=concert-$(date +%s)
bearer=

usage() {
  cat <<'TEXT'
Usage: scripts/queue-flow.sh [--gateway URL] [--event ID] [--token JWT]

Joins the queue, asks five times, enters, reserves two seats, pays and confirms, and says what happens.

  --gateway URL   the gateway (http://localhost:8000)
  --event ID      the event (a new one each time)
  --token JWT     who you are; without it, an account is registered
  --help          this text

Needs curl and jq. The exit status is 0 only if the order is confirmed.
TEXT
}

say() { printf '%s\n' "$*"; }
fail() { say "queue-flow: $*" >&2; exit 1; }

while [ $# -gt 0 ]; do
  case "$1" in
    --gateway) gateway=${2:?--gateway needs a URL}; shift 2 ;;
    --event) event=${2:?--event needs an id}; shift 2 ;;
    --token) bearer=${2:?--token needs a token}; shift 2 ;;
    --help | -h) usage; exit 0 ;;
    *) usage >&2; fail "unknown option '$1'" ;;
  esac
done
for tool in curl jq; do command -v "$tool" >/dev/null || fail "$tool is missing; install it, for example with apt-get install $tool"; done
api=${gateway%/}/api/v1

# call METHOD PATH [BODY] [IDEMPOTENCY-KEY]: prints the answer's body; an error of the gateway ends the script in its own words.
call() {
  local answer status
  local request=(-sS -X "$1" -w '\n%{http_code}' -H 'Content-Type: application/json')
  if [ -n "$bearer" ]; then request+=(-H "Authorization: Bearer $bearer"); fi
  if [ -n "${4:-}" ]; then request+=(-H "Idempotency-Key: $4"); fi
  if [ -n "${3:-}" ]; then request+=(-d "$3"); fi
  answer=$(curl "${request[@]}" "$api$2") || fail "$gateway does not answer. Is the gateway running?"
  status=${answer##*$'\n'}
  answer=${answer%$'\n'*}
  [ "$status" -lt 400 ] || fail "$1 $2 answered $status: $(jq -r '.error | "\(.code): \(.message) (trace_id \(.trace_id))"' <<<"$answer" 2>/dev/null || say "$answer")"
  say "$answer"
}

get() { jq -er "$1" <<<"$2" || fail "the answer has no $1: $2"; }

run=$(date +%s)$RANDOM
if [ -z "$bearer" ]; then
  account=$(call POST /auth/register "$(jq -n --arg name "fan$run" '{username: $name[0:20], password: "correct horse", email: "fan@example.org", display_name: "A fan"}')")
  bearer=$(get .token "$account")
  say "You are $(get .username "$account")."
fi

joined=$(call POST /queue/join "$(jq -n --arg event "$event" '{event_id: $event}')" "join-$run")
token=$(get .waiting_token "$joined")
say "You are number $(get .position_hint "$joined") in the queue of $event."

ready=false
for question in 1 2 3 4 5; do
  status=$(call GET "/queue/status?token=$token")
  ready=$(jq -r .ready_for_entry <<<"$status")
  say "  question $question: $(jq -r '"\(.status), number \(.position) of \(.queue_length), about \(.eta_sec) s to go"' <<<"$status")"
  [ "$ready" = true ] || sleep "$(jq -r '.poll_after_ms / 1000' <<<"$status")"
done
while [ "$ready" != true ]; do
  status=$(call GET "/queue/status?token=$token")
  case "$(get .status "$status")" in waiting | ready) ;; *) fail "the place is gone: $status" ;; esac
  ready=$(jq -r .ready_for_entry <<<"$status")
  [ "$ready" = true ] || { say "  number $(get .position "$status"), about $(get .eta_sec "$status") s to go"; sleep "$(jq -r '.poll_after_ms / 1000' <<<"$status")"; }
done

pass=$(get .reservation_token "$(call POST /queue/enter "$(jq -n --arg token "$token" '{waiting_token: $token}')")")
say "It is your turn: you are in, for 30 seconds."

reservation=$(call POST /reservations "$(jq -n --arg event "$event" --arg pass "$pass" '{event_id: $event, quantity: 2, reservation_token: $pass}')" "reserve-$run")
id=$(get .reservation_id "$reservation")
say "Seats $(jq -r '.seat_ids | join(" and ")' <<<"$reservation") are held for you until $(get .hold_expires_at "$reservation")."

amount=$(get .total_amount.amount "$reservation")
currency=$(get .total_amount.currency "$reservation")
intent=$(call POST /payment/intent "$(jq -n --arg id "$id" --argjson amount "$amount" --arg currency "$currency" '{reservation_id: $id, amount: $amount, currency: $currency}')" "pay-$run")
payment=$(get .payment_intent_id "$intent")
paid=$(call POST /payment/process "$(jq -n --arg payment "$payment" '{payment_intent_id: $payment}')" "process-$run")
say "The payment of $amount $currency is $(get .status "$paid")."

order=$(call POST "/reservations/$id/confirm" "$(jq -n --arg payment "$payment" '{payment_intent_id: $payment}')" "confirm-$run")
say "The order $(get .order_id "$order") is $(get .status "$order"). Enjoy the evening."
[ "$(get .status "$order")" = CONFIRMED ] || fail "the order is not confirmed"
