-- add_rate(rates, kind, n, at): adds n to the 5-second slot of `at`.
-- kind: 'a' admissions, 'd' abandoned, 'n' no-shows, 'v' never polled.
local function add_rate(rates, kind, n, at)
  redis.call('HINCRBY', rates, kind .. string.format('%.0f', math.floor(at / 5000000)), n)
end
