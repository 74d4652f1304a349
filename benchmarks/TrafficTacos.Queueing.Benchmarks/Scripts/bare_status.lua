#!lua
-- The minimum of a status: a rank and a heartbeat for each entry.
-- KEYS  1 queue  2 heartbeats
-- ARGV  1 entries (16 bytes each)
-- Reply the ranks
local time = redis.call('TIME')
local at = string.format('%.0f', time[1] * 1000000 + time[2])
local reply = {}
for i = 1, #ARGV[1] / 16 do
  local entry = string.sub(ARGV[1], 16 * i - 15, 16 * i)
  reply[i] = redis.call('ZRANK', KEYS[1], entry)
  redis.call('ZADD', KEYS[2], at, entry)
end
return reply
