#!lua
-- Gives a visitor back the place that a loss took, as the token proves.
-- KEYS  1 queue  2 heartbeats  3 state  4 settings  5 turns  6 records  7 remembered  8 admitted  9 rates  10 journal
--       11 restored  12 users  13 sessions  14 audit  15 draw  16 history
-- ARGV  1 policy (packed)  2 caller (packed, see include/caller.lua)  3 entry (16 bytes)  4 ticket
--       5 what the token proves (packed): generation, how far the rank is from where the ticket says, when they were seen
-- Reply { mark, generation, 1 if the place is back, else 0 }
-- include: now event_keys clock read_policy rank loss restore_clock read_event lose caller has_waited reach append_journal count records
-- include: bring_back stand_behind

local at, q = now(), event_keys()
local p, s = read_call(q, ARGV[1], ARGV[2], at)
local entry, ticket = ARGV[3], tonumber(ARGV[4])
local generation, offset, seen = struct.unpack('<c16dd', ARGV[5])
if not prove(q, s, p, at, generation, seen) then return answer(s, 0) end
-- A ticket that is larger than the last one was given, and is forgotten.
if s.last_ticket and ticket > s.last_ticket and not is_in_loss(s, ticket) then lose(q, s, at, s.last_ticket, ticket, p.recovery_time) end
-- Lost is what is not there, and is not known to be gone.
if not is_in_loss(s, ticket) or read_record(redis.call('HGET', q.records, entry)) or redis.call('ZSCORE', q.queue, entry) then return answer(s, 0) end

if seen > s.loss.newest then
  s.loss.newest = seen
  write_loss(q, s)
end
local home = rank_of(ticket, s)
local rank
if s.is_recovering then
  rank = own_rank(q, home + offset)
  redis.call('ZADD', q.restored, string.format('%.0f', seen), entry)
else
  rank = stand_behind(q, s, p, home + offset, seen)
end
redis.call('ZADD', q.queue, string.format('%.0f', rank), entry)
redis.call('ZADD', q.heartbeats, string.format('%.0f', s.waiting), entry)
if rank ~= home then
  write_record(q, entry, { ticket = ticket, rank = rank, kind = 0, silent = 0, lingered = 0, since = s.waiting })
end
pass_rank(q, s, math.max(rank, home))
count(q, p, 'restored', entry, ticket)
extend(p)
return answer(s, 1)
