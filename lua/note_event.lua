#!lua
-- Notes that an event is there, so that operators can list it. The 10,000 events that somebody used last are kept, for 30 days.
-- KEYS  1 events
-- ARGV  1 event id
-- Reply nothing
-- include: now
local at = now()
redis.call('ZADD', KEYS[1], string.format('%.0f', at), ARGV[1])
redis.call('ZREMRANGEBYSCORE', KEYS[1], '-inf', string.format('(%.0f', at - 2592000000000))
redis.call('ZREMRANGEBYRANK', KEYS[1], 0, -10001)
redis.call('EXPIRE', KEYS[1], 2592000)
