-- no_shows(q, at, p, reach, resumed, most, gone) -> how many entries, at most `most`, it took out because they are ready,
-- yet silent for the head grace since their last heartbeat or since traffic resumed (see pulse.lua). Each one taken moves the next into reach, so it looks again until nobody is taken.
local function no_shows(q, at, p, reach, resumed, most, gone)
  local taken = 0
  if reach <= 0 then return 0 end
  repeat
    local before = taken
    local head = redis.call('ZRANGE', q.queue, 0, reach - 1, 'WITHSCORES')
    for i = 1, #head, 2 do
      local entry, ticket = head[i], tonumber(head[i + 1])
      local seen = tonumber(redis.call('ZSCORE', q.seen, entry))
      local position = (i + 1) / 2 - (taken - before)
      if seen >= 0 and at - math.max(seen, resumed) > p.head_grace and waited_enough(position, at - ticket, p) and taken < most then
        depart(q, entry, head[i + 1], 'no_show', at, p)
        taken = taken + 1
      end
    end
  until taken == before or taken >= most
  gone.no_show = gone.no_show + taken
  return taken
end
