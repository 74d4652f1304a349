#!lua
-- Claims a pass for one request, then spends or releases it.
-- KEYS  1 pass
-- ARGV  1 step: claim | spend | release  2 ticket  3 claim (16 bytes, names the request)  4 lease of the claim in microseconds
-- Reply 0 gone, 1 done, 2 claimed by another request, 3 spent
-- include: now pass

local at = now()
local pass = read_pass(KEYS[1], at)
if not pass or pass.ticket ~= tonumber(ARGV[2]) then return 0 end
if pass.state == 3 then return 3 end

if ARGV[1] == 'claim' then
  -- An owner whose lease has run out is taken to be dead; the visitor must not lose their turn with that gateway.
  if pass.state == 2 and at <= pass.lease then return 2 end
  pass.state, pass.claim, pass.lease = 2, ARGV[3], at + ARGV[4]
else
  if pass.state ~= 2 or pass.claim ~= ARGV[3] then return 2 end
  pass.state = ARGV[1] == 'spend' and 3 or 1
end
write_pass(KEYS[1], pass, at)
return 1
