-- reclaim(q, at, p, most, gone) -> how many entries, at most `most`, it took out because their time was up:
-- soft leaves that nobody took back ('left') and visitors silent for the heartbeat time ('expired').
local function reclaim(q, at, p, most, gone)
  local taken = 0
  local function take(kind, from, to)
    local entries = redis.call('ZRANGEBYSCORE', q.seen, from, to, 'WITHSCORES', 'LIMIT', 0, most - taken)
    for i = 1, #entries, 2 do
      depart(q, entries[i], redis.call('ZSCORE', q.queue, entries[i]), entries[i + 1], kind, at, p)
    end
    gone[kind] = gone[kind] + #entries / 2
    taken = taken + #entries / 2
  end
  take('left', '(' .. string.format('%.0f', -at), '(0')
  take('expired', '0', '(' .. string.format('%.0f', at - p.heartbeat))
  return taken
end
