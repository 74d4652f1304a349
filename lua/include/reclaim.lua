-- reclaim(q, at, p, limit, reclaimed) -> how many entries, at most `limit`, it took out: soft leaves that are over ('left') and
-- visitors without a heartbeat within the timeout ('expired'). include: rank depart
local function reclaim(q, at, p, limit, reclaimed)
  local total = 0
  local function take(kind, from, to)
    local found = redis.call('ZRANGEBYSCORE', q.heartbeats, from, to, 'WITHSCORES', 'LIMIT', 0, limit - total)
    if #found == 0 then return end
    local entries = {}
    for i = 1, #found, 2 do entries[#entries + 1] = found[i] end
    local ranks = redis.call('ZMSCORE', q.queue, unpack(entries))
    for i, entry in ipairs(entries) do
      depart(q, entry, ticket_of(tonumber(ranks[i])), tonumber(found[2 * i]), kind, at, p)
    end
    reclaimed[kind] = reclaimed[kind] + #entries
    total = total + #entries
  end
  take('left', '(' .. string.format('%.0f', -at), '(0')
  take('expired', '0', '(' .. string.format('%.0f', at - p.heartbeat_timeout))
  return total
end
