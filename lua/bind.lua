#!lua
-- Ties an Idempotency-Key to the request it came with first.
-- KEYS  1 the key's record
-- ARGV  1 fingerprint of the request (16 bytes)  2 how long it holds, in milliseconds
-- Reply { 1 this very request | 0 another one, when it was tied }
-- include: now

local at = now()
local held = redis.call('GET', KEYS[1])
if held then
  local since, fingerprint = struct.unpack('<dc16', held)
  if at - since <= ARGV[2] * 1000 then return { fingerprint == ARGV[1] and 1 or 0, since } end
end
redis.call('SET', KEYS[1], struct.pack('<dc16', at, ARGV[1]), 'PX', ARGV[2])
return { 1, at }
