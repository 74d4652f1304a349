#!lua
-- Reads one page of who is in a draw that is frozen: whoever is in the queue with a ticket that was given before, then whoever left since.
-- KEYS  1 queue  2 heartbeats  3 state  4 settings  5 turns  6 records  7 remembered  8 admitted  9 rates  10 journal
--       11 restored  12 users  13 sessions  14 audit  15 draw  16 history  17 draw_left
-- ARGV  1 policy (packed)  2 of those who left 0|1  3 where the last page ended: a rank, or the ticket of who left; -inf for the first page
--       4 how many at most
-- Reply in one string: for each the entry (16 bytes), its ticket and where it stands, the rank or the ticket of who left (doubles). Less
--       than were asked for: that was the last page.
-- include: now event_keys clock read_policy rank loss restore_clock read_event records draw

local q = event_keys()
local p, s = read_event(q, ARGV[1], now())
if s.draw.stage < 2 or not s.epoch then return '' end
local left = ARGV[2] == '1'
-- Who came back stands between two tickets.
local last = left and s.draw.ticket or rank_of(s.draw.ticket, s) + 1023
local after = ARGV[3] == '-inf' and '-inf' or '(' .. ARGV[3]
local found = redis.call('ZRANGEBYSCORE', left and KEYS[17] or q.queue, after, string.format('%.0f', last), 'WITHSCORES', 'LIMIT', 0, ARGV[4])
local page, between = {}, {}
for i = 1, #found, 2 do
  if not left and tonumber(found[i + 1]) % 1024 ~= 0 then between[#between + 1] = found[i] end
end
local records = read_records(q, between)
for i = 1, #found, 2 do
  local score = tonumber(found[i + 1])
  page[#page + 1] = found[i] .. struct.pack('<dd', left and score or ticket_at(score, records[found[i]], s), score)
end
return table.concat(page)
