#!lua
-- The minimum of a join: a ticket, two sorted sets and a journal record for each entry.
-- KEYS  1 queue  2 heartbeats  3 journal
-- ARGV  1 entries (16 bytes each)
local time = redis.call('TIME')
local at = string.format('%.0f', time[1] * 1000000 + time[2])
for i = 1, #ARGV[1] / 16 do
  local entry = string.sub(ARGV[1], 16 * i - 15, 16 * i)
  redis.call('ZADD', KEYS[1], at, entry)
  redis.call('ZADD', KEYS[2], at, entry)
  redis.call('XADD', KEYS[3], 'MAXLEN', '~', 100000, '*', 'kind', 'joined', 'entry', entry, 'ticket', at)
end
