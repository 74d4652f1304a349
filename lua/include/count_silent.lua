-- count_silent(q, s, p) -> 'settled silent': how many entries joined longer ago than the no-show timeout, and how many have not been
-- heard for that long and would be passed over at the head. include: rank
local function count_silent(q, s, p)
  local settled = redis.call('ZCOUNT', q.queue, '-inf', string.format('(%.0f', rank_of(s.store - p.no_show_timeout, s)))
  local silent = redis.call('ZCOUNT', q.heartbeats, '0', string.format('(%.0f', s.waiting - p.no_show_timeout))
  return string.format('%d %d', settled, silent)
end
