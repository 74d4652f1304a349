#!lua
-- Reads the ranks at some positions, evenly over the whole queue, so that everybody can work out their own position from their rank. It changes
-- nothing and is nobody's heartbeat.
-- KEYS  1 queue  2 heartbeats  3 state  4 settings  5 turns  6 records  7 remembered  8 admitted  9 rates  10 journal
--       11 restored  12 users  13 sessions  14 audit  15 draw  16 history
-- ARGV  1 policy (packed)  2 how many positions at most, at least 2
-- Reply in one string doubles: now, first join (0 if nobody came), the time that decides the phase, length, level in millionths of a token, mode,
--       phase (8 more before the draw, which tells no position; 16 more while the shop is full), then the ranks. Of n ranks in a queue of length l
--       number i, from 0, is that of position 1 + floor(i * (l - 1) / (n - 1))
-- include: now event_keys clock read_policy rank loss restore_clock read_event has_waited reach
local q = event_keys()
local p, s = read_event(q, ARGV[1], now())
local _, is_full = reach(s, p)
local length = redis.call('ZCARD', q.queue)
local reply = { s.store, s.epoch or 0, s.time, length, math.floor(s.level), mode_of(p, s), s.phase + (s.is_undrawn and 8 or 0) + (is_full and 16 or 0) }
local n = s.is_undrawn and 0 or math.min(length, tonumber(ARGV[2]))
for i = 0, n - 1 do
  local index = n > 1 and math.floor(i * (length - 1) / (n - 1)) or 0
  reply[#reply + 1] = tonumber(redis.call('ZRANGE', q.queue, index, index, 'WITHSCORES')[2])
end
return struct.pack('<' .. string.rep('d', #reply), unpack(reply))
