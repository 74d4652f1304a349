#!lua
-- Attaches a user to a place that somebody joined without one, usually the same person before they logged in. The user's joins find it from
-- then on, and no other user enters with it.
-- KEYS  1 queue  2 heartbeats  3 state  4 settings  5 turns  6 records  7 remembered  8 admitted  9 rates  10 journal
--       11 restored  12 users  13 sessions  14 audit  15 draw  16 history
-- ARGV  1 policy (packed)  2 caller (packed, see include/caller.lua)  3 entry (16 bytes)  4 ticket  5 the user's own entry (16 bytes)
--       6 user (16 bytes)
-- Reply { mark, generation, 1 the place is this user's  0 it is another user's, or this user has an older one }
-- include: now event_keys clock read_policy rank loss restore_clock read_event lose caller append_journal count records remember bring_back
-- include: find user

local at, q = now(), event_keys()
local p, s = read_call(q, ARGV[1], ARGV[2], at)
local entry, ticket, own, user = ARGV[3], tonumber(ARGV[4]), ARGV[5], ARGV[6]

local held = redis.call('HMGET', q.users, holder_of(entry), own)
if held[1] then return answer(s, held[1] == user and 1 or 0) end
if held[2] or not s.epoch then return answer(s, 0) end
local found = look_up(q, s, { own }, nil)
local rank, r = found.ranks[1], found.records[own]
local older = rank and own_ticket(rank, r, s) or r and r.kind ~= 6 and r.ticket
if older and older < ticket then return answer(s, 0) end
redis.call('HSET', q.users, holder_of(entry), user, own, entry)
redis.call('HSET', q.state, 'attached', '1')
keep_small(p)
return answer(s, 1)
