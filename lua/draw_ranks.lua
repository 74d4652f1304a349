#!lua
-- Gives N visitors their drawn ranks, in place of those by arrival. Who has left, or has another place by now, is passed over; doing it
-- again changes nothing. No rank is of use before the last part is done (see draw.lua).
-- KEYS  1 queue  2 heartbeats  3 state  4 settings  5 turns  6 records  7 remembered  8 admitted  9 rates  10 journal
--       11 restored  12 users  13 sessions  14 audit  15 draw  16 history
-- ARGV  1 policy (packed)  2 number of this part, from 0  3 N  4 N entries (16 bytes each)  5 N tickets (doubles)  6 N ranks (doubles)
--       7 N times 0|1: the rank is not what the leaf alone says, so that the visitor needs a record
-- Reply { how many got a rank, parts that are done }, { -1, 0 } if the draw is in no such stage
-- include: now event_keys clock read_policy rank loss restore_clock read_event records read_entries draw

local q = event_keys()
local p, s = read_event(q, ARGV[1], now())
if s.draw.stage ~= 4 then return { -1, 0 } end
local n, part = tonumber(ARGV[3]), tonumber(ARGV[2])
local done = tonumber(redis.call('HGET', q.draw, 'ranked') or 0)
if part < done then return { 0, done } end -- every gateway is at it
local entries, numbers, given, moved = read_entries(ARGV[4], n), '<' .. string.rep('d', n), 0, {}
local tickets, ranks = { struct.unpack(numbers, ARGV[5]) }, { struct.unpack(numbers, ARGV[6]) }
local scores = redis.call('ZMSCORE', q.queue, unpack(entries))
local records = redis.call('EXISTS', q.records) == 1 and read_records(q, entries) or {} -- most draws have none
for i = 1, n do
  local entry, score, ticket, rank = entries[i], tonumber(scores[i]), tickets[i], ranks[i]
  local r = records[entry]
  local is_theirs
  if score then
    is_theirs = score ~= rank and (r and r.ticket == ticket or not r and score == rank_of(ticket, s))
  else
    is_theirs = r and r.ticket == ticket and r.kind >= 1 and r.kind <= 4 -- is remembered
  end
  if is_theirs then
    if not r and string.byte(ARGV[7], i) == 49 then r = { ticket = ticket, kind = 0, silent = 0, lingered = 0, since = s.waiting } end
    if r then r.rank = rank; write_record(q, entry, r) end
    if score then moved[#moved + 1], moved[#moved + 2] = string.format('%.0f', rank), entry end
    given = given + 1
  end
end
if #moved > 0 then redis.call('ZADD', q.queue, unpack(moved)) end
-- Parts count in order.
if done == part then done = redis.call('HINCRBY', q.draw, 'ranked', 1) end
return { given, done }
