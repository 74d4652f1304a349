#!lua
-- Admits a visitor exactly when status would call them ready. Entering again returns the same pass, in case the response was lost.
-- KEYS  1 queue  2 heartbeats  3 state  4 settings  5 turns  6 records  7 remembered  8 admitted  9 rates  10 journal  11 pass
-- ARGV  1 policy (packed)  2 entry (16 bytes)  3 ticket  4 user the pass is bound to (16 bytes, zeros for nobody)
-- Reply { 0 gone }  { 1 granted, remaining, waited }  { 2 not ready, position, level, waited, paused 0|1 }  { 3 another user's }
--       times in microseconds, level in millionths of a token; waited is -1 for the same pass again
-- include: now event_keys clock read_policy restore_clock read_event reach has_waited rank append_journal add_rate count records
-- include: remember bring_back find pass

local q = event_keys()
local p, s = read_event(q, ARGV[1], now())
local entry, ticket, user = ARGV[2], tonumber(ARGV[3]), ARGV[4]

local pass = read_pass(KEYS[11], s.service)
if pass and not pass.is_ended and pass.ticket == ticket then
  if pass.state == 3 then return { 0 } end
  if pass.user ~= user then return { 3 } end
  return { 1, pass.expires - s.service, -1 }
end

local reachable = reach(s.level, p)
local found = look_up(q, s, { entry }, { ticket })
local rank = settle(q, s, p, reachable, found, 1, false)
if not rank then return { 0 } end

local waited = s.store - ticket
local position = redis.call('ZRANK', q.queue, entry) + 1
if position > reachable or not has_waited(position, waited, p) then
  hear(q, { entry }, { s.waiting })
  return { 2, position, math.floor(s.level), waited, p.paused and 1 or 0 }
end

take_out(q, entry)
write_level(q, s, p, s.level - 1000000)
local expires = s.service + p.pass_lifetime
write_pass(KEYS[11], { state = 1, ticket = ticket, expires = expires, user = user, claim = string.rep('\0', 16) }, s.service)
local r = found.records[entry] or { ticket = ticket, silent = 0, lingered = 0 }
r.rank, r.kind, r.since = rank, 5, s.waiting
write_record(q, entry, r)
redis.call('ZADD', q.admitted, string.format('%.0f', expires), entry)
if rank > s.front then redis.call('HSET', q.state, 'front', string.format('%.0f', rank)) end
add_rate(q.rates, 'a', 1, s.store)
count(q, p, 'admitted', entry, ticket)
return { 1, p.pass_lifetime, math.max(0, waited) }
