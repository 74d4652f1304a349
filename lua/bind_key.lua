#!lua
-- Binds the Idempotency-Key of a join to the first request that came with it.
-- KEYS  1 the key's record
-- ARGV  1 fingerprint of the request (16 bytes)  2 retention in milliseconds
-- Reply { 1 the same request | 0 another one, when the key was bound }
-- include: now

local at = now()
local record = redis.call('GET', KEYS[1])
if record then
  local since, fingerprint = struct.unpack('<dc16', record)
  if at - since <= ARGV[2] * 1000 then return { fingerprint == ARGV[1] and 1 or 0, since } end
end
redis.call('SET', KEYS[1], struct.pack('<dc16', at, ARGV[1]), 'PX', ARGV[2])
return { 1, at }
