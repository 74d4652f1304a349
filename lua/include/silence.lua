-- silence(q, at, p, resumed) -> 'settled silent': how many entries joined longer ago than the head grace, and how many were not
-- heard for the head grace, so that at the head they would be no-shows.
local function silence(q, at, p, resumed)
  local grace = '(' .. string.format('%.0f', at - p.head_grace)
  local heard = at - resumed <= p.head_grace -- nobody is silent so shortly after an outage: see pulse.lua
  return string.format('%d %d', redis.call('ZCOUNT', q.queue, '-inf', grace), heard and 0 or redis.call('ZCOUNT', q.seen, '0', grace))
end
