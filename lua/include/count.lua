-- count(rates, what, n, at): adds to the 5-second slot that `at` falls in; what: 'a' admissions, 'd' other departures.
local function count(rates, what, n, at)
  redis.call('HINCRBY', rates, what .. string.format('%.0f', math.floor(at / 5000000)), n)
end
