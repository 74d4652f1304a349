-- reclaim(q, at, p, most, gone) -> how many entries, at most `most`, it took out because their time was up:
-- soft leaves that nobody took back ('left') and visitors silent for the heartbeat time ('expired').
local function reclaim(q, at, p, most, gone)
  local taken = 0
  local function take(kind, from, to)
    local entries = redis.call('ZRANGEBYSCORE', q.seen, from, to, 'LIMIT', 0, most - taken)
    for _, entry in ipairs(entries) do
      depart(q, entry, redis.call('ZSCORE', q.queue, entry), kind, at, p)
    end
    gone[kind] = gone[kind] + #entries
    taken = taken + #entries
  end
  take('left', '(' .. string.format('%.0f', -at), '(0')
  take('expired', '0', '(' .. string.format('%.0f', at - p.heartbeat))
  return taken
end
