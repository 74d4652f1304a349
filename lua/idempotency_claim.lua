#!lua
-- Claims an Idempotency-Key for the first request that came with it, or tells what became of that request.
-- KEYS  1 the key's record
-- ARGV  1 fingerprint of the request (16 bytes)  2 owner of the claim (16 bytes)  3 lease in microseconds
--       4 retention of the key in microseconds
-- Reply { 1 } claimed | { 2 } in progress elsewhere | { 3, the stored response } completed | { 4 } bound to another request
-- include: now idempotency

local at = now()
local record = read_key(KEYS[1], at)
if record then
  if record.fingerprint ~= ARGV[1] then return { 4 } end
  if record.state == 2 then return { 3, record.response } end
  -- An owner whose lease has run out is taken to be dead; the same request may take over.
  if at <= record.lease then return { 2 } end
end
write_key(KEYS[1], { state = 1, lease = at + ARGV[3], expires = at + ARGV[4], fingerprint = ARGV[1], owner = ARGV[2], response = '' }, at)
return { 1 }
