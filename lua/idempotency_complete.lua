#!lua
-- Ends a claim of an Idempotency-Key: stores the response, or releases the key as if it had never come.
-- KEYS  1 the key's record
-- ARGV  1 owner of the claim (16 bytes)  2 step: store | release  3 the response
--       4 retention of the response in microseconds
-- Reply 1 done, 0 the claim belongs to another owner or has ended
-- include: now idempotency

local at = now()
local record = read_key(KEYS[1], at)
if not record or record.state ~= 1 or record.owner ~= ARGV[1] then return 0 end
if ARGV[2] == 'release' then
  redis.call('DEL', KEYS[1])
else
  record.state, record.expires, record.response = 2, at + ARGV[4], ARGV[3]
  write_key(KEYS[1], record, at)
end
return 1
