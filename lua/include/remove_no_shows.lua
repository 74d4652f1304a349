-- remove_no_shows(q, at, p, reach, resumed, limit, reclaimed) -> how many entries, at most `limit`, it took out because they are
-- ready and have been silent for the no-show timeout since their last heartbeat, or since traffic resumed (see maintain.lua).
-- It walks the head once: everybody before an entry is judged already, so its position is one more than the number kept.
-- It looks at 2,000 positions at most: a silent visitor further back holds nobody up, and a long script holds everybody up.
-- include: rank has_waited depart
local function remove_no_shows(q, at, p, reach, resumed, limit, reclaimed)
  local removed, kept = 0, 0
  reach = math.min(reach, 2000)
  while kept < reach and removed < limit do
    local head = redis.call('ZRANGE', q.queue, kept, kept + math.min(reach - kept, 200) - 1, 'WITHSCORES')
    if #head == 0 then break end
    local entries = {}
    for i = 1, #head, 2 do entries[#entries + 1] = head[i] end
    local heartbeats = redis.call('ZMSCORE', q.heartbeats, unpack(entries))
    for i, entry in ipairs(entries) do
      local ticket, heartbeat = ticket_of(tonumber(head[2 * i])), tonumber(heartbeats[i])
      if removed < limit and heartbeat >= 0 and at - math.max(heartbeat, resumed) > p.no_show_timeout
        and has_waited(kept + 1, at - ticket, p) then
        depart(q, entry, ticket, heartbeat, 'no_show', at, p)
        removed = removed + 1
      else
        kept = kept + 1
      end
    end
  end
  reclaimed.no_show = reclaimed.no_show + removed
  return removed
end
