-- no_shows(q, at, p, reach, resumed, most, gone) -> how many entries, at most `most`, it took out because they are ready,
-- yet silent for the head grace since their last heartbeat or since traffic resumed (see pulse.lua). One way through the
-- head: everybody before an entry is judged already, so its position is one more than those who were kept.
-- Nobody looks further than 2,000: a ghost that far back holds nobody up, and a script holds everybody up.
local function no_shows(q, at, p, reach, resumed, most, gone)
  local taken, kept = 0, 0
  reach = math.min(reach, 2000)
  while kept < reach and taken < most do
    local head = redis.call('ZRANGE', q.queue, kept, kept + math.min(reach - kept, 200) - 1, 'WITHSCORES')
    if #head == 0 then break end
    for i = 1, #head, 2 do
      local entry, ticket = head[i], tonumber(head[i + 1])
      local seen = tonumber(redis.call('ZSCORE', q.seen, entry))
      if taken < most and seen >= 0 and at - math.max(seen, resumed) > p.head_grace
        and waited_enough(kept + 1, at - ticket, p) then
        depart(q, entry, head[i + 1], seen, 'no_show', at, p)
        taken = taken + 1
      else
        kept = kept + 1
      end
    end
  end
  gone.no_show = gone.no_show + taken
  return taken
end
