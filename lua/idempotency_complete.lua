#!lua
-- Ends a claim of an Idempotency-Key: keeps the answer, or releases the key as if it never came.
-- KEYS  1 the key's answer
-- ARGV  1 owner of the claim (16 bytes)  2 step: keep | release  3 the answer
--       4 how long the answer is kept, in microseconds
-- Reply 1 done, 0 the claim is not this owner's, or not any more
-- include: now idempotency

local at = now()
local held = read_key(KEYS[1], at)
if not held or held.state ~= 1 or held.owner ~= ARGV[1] then return 0 end
if ARGV[2] == 'release' then
  redis.call('DEL', KEYS[1])
else
  held.state, held.expires, held.answer = 2, at + ARGV[4], ARGV[3]
  write_key(KEYS[1], held, at)
end
return 1
