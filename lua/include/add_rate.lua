-- add_rate(q, p, kind, at): counts one visitor in the 5-second slot of `at`. Not in a small event.
-- kind: 'a' admissions, 'd' abandoned, 'n' no-shows, 'v' never polled.
local function add_rate(q, p, kind, at)
  if p.is_small then return end
  redis.call('HINCRBY', q.rates, kind .. string.format('%.0f', math.floor(at / 5000000)), 1)
end
