#!lua
-- Lets somebody in next: they stand directly behind who is ready, so that it takes "ready" from nobody and no token of the bucket. Who is remembered is back.
-- KEYS  1 queue  2 heartbeats  3 state  4 settings  5 turns  6 records  7 remembered  8 admitted  9 rates  10 journal
--       11 restored  12 users  13 sessions  14 audit  15 draw  16 history
-- ARGV  1 policy (packed)  2 caller (packed, see include/caller.lua)  3 entry (16 bytes)  4 ticket, 0 for any  5 who does it  6 the audit's detail, '' for none
-- Reply { mark, generation, 0 nobody has that place  1 done  2 they stand there already  3 they were let in  4 not before the draw, position }
-- include: now event_keys clock read_policy rank loss restore_clock read_event lose caller has_waited reach append_journal append_audit count
-- include: records bring_back find_place

local at, q = now(), event_keys()
local p, s = read_call(q, ARGV[1], ARGV[2], at)
local entry = ARGV[3]
local place = find_place(q, s, entry, tonumber(ARGV[4]))
if not place then return answer(s, 0, 0) end
if place.state == 3 then return answer(s, 3, 0) end
if s.is_undrawn then return answer(s, 4, 0) end

local front = front_of(q, s, reach(s, p))
if front == -math.huge then -- nobody was ever ready: behind the first
  front = tonumber(redis.call('ZRANGE', q.queue, 0, 0, 'WITHSCORES')[2]) or place.rank
end
if place.state == 1 then
  local between = redis.call('ZCOUNT', q.queue, string.format('(%.0f', front), string.format('(%.0f', place.rank))
  if place.rank <= front or between == 0 then return answer(s, 2, redis.call('ZRANK', q.queue, entry) + 1) end
else
  redis.call('ZREM', q.remembered, entry)
  redis.call('ZADD', q.heartbeats, string.format('%.0f', s.waiting), entry)
end
local r = place.record or { ticket = place.ticket, silent = 0, lingered = 0, since = s.waiting }
r.rank, r.kind = free_rank(q, front), 0
redis.call('ZADD', q.queue, string.format('%.0f', r.rank), entry)
pass_rank(q, s, r.rank)
write_record(q, entry, r)
count(q, p, 'moved_up', entry, place.ticket)
note_draw(q, s, 'admitted by an operator')
if ARGV[6] ~= '' then append_audit(q, p, ARGV[5], 'admit', ARGV[6]) end
return answer(s, 1, redis.call('ZRANK', q.queue, entry) + 1)
