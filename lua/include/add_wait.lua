-- add_wait(q, p, wait): counts somebody who was let in after so many microseconds, in the histogram of the sale. Not in a small event.
-- In quarters of a second: the first 16 have a field each, and every doubling after that has eight.
local function add_wait(q, p, wait)
  if p.is_small then return end
  local value, doubled = math.floor(math.max(0, wait) / 250000), 0
  while value >= 16 do value, doubled = math.floor(value / 2), doubled + 1 end
  if doubled > 20 then value, doubled = 15, 20 end
  redis.call('HINCRBY', q.rates, string.format('w%d', 8 * doubled + value), 1)
end
