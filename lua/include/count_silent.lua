-- count_silent(q, at, p, resumed) -> 'settled silent': how many entries joined longer ago than the no-show timeout, and how many
-- have not been heard for that long and would be no-shows at the head. include: rank
local function count_silent(q, at, p, resumed)
  local since = at - p.no_show_timeout
  local settled = redis.call('ZCOUNT', q.queue, '-inf', '(' .. string.format('%.0f', rank_of(since)))
  -- Right after an outage nobody counts as silent: see maintain.lua.
  local silent = at - resumed <= p.no_show_timeout and 0
    or redis.call('ZCOUNT', q.heartbeats, '0', '(' .. string.format('%.0f', since))
  return string.format('%d %d', settled, silent)
end
