#!lua
-- Lists events, those that were used last first. It changes nothing.
-- KEYS  1 events
-- ARGV  1 how many to skip  2 how many at most
-- Reply ids, each with the time at which it was noted last
return redis.call('ZRANGE', KEYS[1], ARGV[1], ARGV[1] + ARGV[2] - 1, 'REV', 'WITHSCORES')
