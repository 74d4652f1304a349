#!lua
-- Tells which of N tickets that are no longer in the queue were admitted and have a live, unspent pass.
-- KEYS  1.. the pass of each entry
-- ARGV  1.. the ticket of each entry
-- Reply N times 0|1
-- include: now pass

local at = now()
local reply = {}
for i = 1, #KEYS do
  local pass = read_pass(KEYS[i], at)
  reply[i] = (pass and pass.ticket == tonumber(ARGV[i]) and pass.state ~= 3) and 1 or 0
end
return reply
