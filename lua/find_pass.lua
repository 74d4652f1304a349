#!lua
-- The pass or the session of a visitor who was let in and may have lost the answer.
-- KEYS  1 queue  2 heartbeats  3 state  4 settings  5 turns  6 records  7 remembered  8 admitted  9 rates  10 journal
--       11 restored  12 users  13 sessions  14 audit  15 draw  16 history  17 pass
-- ARGV  1 policy (packed)  2 caller (packed, see include/caller.lua)  3 ticket
-- Reply { mark, generation, 0 there is none, or it is spent }  { mark, generation, 1, remaining, granted at, until, id, user }
--       { mark, generation, 2, and of the session what session.lua tells }
-- include: now event_keys clock read_policy rank loss restore_clock read_event lose caller pass session

local at, q = now(), event_keys()
local p, s = read_call(q, ARGV[1], ARGV[2], at)
local session = read_session(q.pass, s)
if session and session.ticket == tonumber(ARGV[3]) then return answer(s, 2, tell_session(p, s, session)) end
local pass = read_pass(q.pass, s)
if not pass or pass.is_ended or pass.state == 3 or pass.ticket ~= tonumber(ARGV[3]) then return answer(s, 0) end
local remaining = pass.expires - s.service
return answer(s, 1, remaining, pass.granted, s.store + remaining, pass.id, pass.user)
