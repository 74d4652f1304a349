#!lua
-- Claims a pass for one request, then spends it or gives it back.
-- KEYS  1 pass
-- ARGV  1 step: claim | spend | return  2 ticket  3 claim (16 bytes, names the request)  4 lease of the claim in microseconds
-- Reply 0 gone, 1 done, 2 claimed by another request, 3 spent
-- include: now pass

local at = now()
local pass = read_pass(KEYS[1], at)
if not pass or pass.ticket ~= tonumber(ARGV[2]) then return 0 end
if pass.state == 3 then return 3 end

if ARGV[1] == 'claim' then
  -- Whoever claimed it and let the lease run out has died; the visitor must not lose their turn with that gateway.
  if pass.state == 2 and at <= pass.lease then return 2 end
  pass.state, pass.claim, pass.lease = 2, ARGV[3], at + ARGV[4]
else
  if pass.state ~= 2 or pass.claim ~= ARGV[3] then return 2 end
  pass.state = ARGV[1] == 'spend' and 3 or 1
end
write_pass(KEYS[1], pass, at)
return 1
