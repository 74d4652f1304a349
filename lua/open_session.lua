#!lua
-- Turns a pass into a session. Again with the same pass it is the same session, in case the answer was lost.
-- KEYS  1 queue  2 heartbeats  3 state  4 settings  5 turns  6 records  7 remembered  8 admitted  9 rates  10 journal
--       11 restored  12 users  13 sessions  14 audit  15 draw  16 history  17 pass
-- ARGV  1 policy (packed)  2 caller (packed, see include/caller.lua)  3 entry (16 bytes)  4 ticket  5 id of the session (8 bytes)
--       6 what the token of the pass proves (packed): generation, granted at, until, id, user
-- Reply { mark, generation, outcome }: 0 gone, 2 claimed by a request, 3 spent
--       { mark, generation, 1, id, user, ticket, opened, now, until when a gateway need not ask again, end, latest end }
--       opened by the store clock, the other times by the service clock
-- include: now event_keys clock read_policy rank loss restore_clock read_event lose caller append_journal add_rate count records
-- include: remember pass user admit honour seat session register

local at, q = now(), event_keys()
local p, s = read_call(q, ARGV[1], ARGV[2], at)
local entry, ticket = ARGV[3], tonumber(ARGV[4])

local session = read_session(q.pass, s)
if session and session.ticket == ticket then return answer(s, 1, tell_session(p, s, session)) end

local pass = read_pass(q.pass, s) or honour(q, s, p, at, entry, ticket, ARGV[6])
if not pass or pass.ticket ~= ticket then return answer(s, 0) end
if pass.state == 3 then return answer(s, 3) end
if pass.is_ended then return answer(s, 0) end
-- As with another claim: see redeem.lua.
if pass.state == 2 and (pass.binding ~= none or at <= pass.lease) then return answer(s, 2) end

session = {
  ticket = ticket, user = pass.user, pass_id = pass.id, granted = pass.granted, pass_ends = pass.expires, id = ARGV[5], opened = s.store,
}
begin_session(q, s, p, entry, read_record(redis.call('HGET', q.records, entry)), session)
return answer(s, 1, tell_session(p, s, session))
