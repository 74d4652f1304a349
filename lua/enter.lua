#!lua
-- Admits a visitor exactly when status would call them ready. Entering again returns the same pass, in case the response was lost.
-- KEYS  1 queue  2 heartbeats  3 state  4 settings  5 turns  6 records  7 remembered  8 admitted  9 rates  10 journal
--       11 restored  12 users  13 sessions  14 audit  15 draw  16 history  17 pass
-- ARGV  1 policy (packed)  2 caller (packed, see include/caller.lua)  3 entry (16 bytes)  4 ticket
--       5 user the pass is bound to (16 bytes, zeros for nobody)  6 id of the pass (8 bytes)
-- Reply { mark, generation, 0 gone }  { mark, generation, 1 granted, remaining, waited, granted at, until, id }
--       { mark, generation, 2 not ready, position, level, waited, mode, phase }  { mark, generation, 3 another user's pass or place }
--       { mark, generation, 4 this user is inside already, or was as often as they may }
--       times in microseconds, level in millionths of a token; waited is -1 for the same pass again
-- include: now event_keys clock read_policy rank loss restore_clock read_event lose caller has_waited reach append_journal add_rate count records
-- include: remember bring_back find pass user admit

local at, q = now(), event_keys()
local p, s = read_call(q, ARGV[1], ARGV[2], at)
local entry, ticket, user = ARGV[3], tonumber(ARGV[4]), ARGV[5]

local pass = read_pass(q.pass, s)
if pass and not pass.is_ended and pass.ticket == ticket then
  if pass.state == 3 and not pass.is_session then return answer(s, 0) end
  if pass.user ~= user then return answer(s, 3) end
  if pass.is_session then return answer(s, 4) end
  local remaining = pass.expires - s.service
  return answer(s, 1, remaining, -1, pass.granted, s.store + remaining, pass.id)
end

local holder = s.has_attached and user ~= none and redis.call('HGET', q.users, holder_of(entry))
if holder and holder ~= user then return answer(s, 3) end

local reachable = reach(s, p)
local found = look_up(q, s, { entry }, { ticket })
local rank = settle(q, s, p, reachable, found, 1, false)
if not rank then return answer(s, 0) end

local waited = s.store - ticket
local position = redis.call('ZRANK', q.queue, entry) + 1
if not is_ready(q, s, p, entry, position, rank, ticket, reachable) then
  if s.is_over then return answer(s, 0) end
  hear(q, { entry }, { s.waiting })
  keep_small(p)
  return answer(s, 2, position, math.floor(s.level), waited, mode_of(p, s), s.phase)
end

local u = read_user(q, user)
if u and (u.entry ~= entry and u.expires >= s.service or p.admissions_per_user > 0 and u.spent >= p.admissions_per_user) then
  hear(q, { entry }, { s.waiting })
  return answer(s, 4)
end

-- A drawn place is found without its record, and that has its turns.
admit(q, s, p, entry, ticket, rank, found.records[entry] or read_records(q, { entry })[entry],
  { user = user, id = ARGV[6], granted = s.store, expires = s.service + p.pass_lifetime })
keep_small(p)
return answer(s, 1, p.pass_lifetime, math.max(0, waited), s.store, s.store + p.pass_lifetime, ARGV[6])
