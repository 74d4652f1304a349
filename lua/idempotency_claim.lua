#!lua
-- Claims an Idempotency-Key for the request it came with first, or tells what became of that request.
-- KEYS  1 the key's answer
-- ARGV  1 fingerprint of the request (16 bytes)  2 owner of the claim (16 bytes)  3 lease, in microseconds
--       4 how long the key is kept, in microseconds
-- Reply { 1 } claimed | { 2 } claimed by another who is at work | { 3, the answer } answered | { 4 } another request's key
-- include: now idempotency

local at = now()
local held = read_key(KEYS[1], at)
if held then
  if held.fingerprint ~= ARGV[1] then return { 4 } end
  if held.state == 2 then return { 3, held.answer } end
  -- Whoever claimed it and let the lease run out has died; the very same request may take over.
  if at <= held.lease then return { 2 } end
end
write_key(KEYS[1], { state = 1, lease = at + ARGV[3], expires = at + ARGV[4], fingerprint = ARGV[1], owner = ARGV[2], answer = '' }, at)
return { 1 }
