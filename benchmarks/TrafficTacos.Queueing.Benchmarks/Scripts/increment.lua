#!lua
-- The bare endpoint's work.
-- KEYS  1 counter
-- Reply the new count
return redis.call('INCR', KEYS[1])
