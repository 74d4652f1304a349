-- pass_over(q, s, p, reach, limit, done) -> how many visitors, at most about `limit`, whose turn has passed. Nobody's has while the queue
-- is no longer than the reach. Otherwise it has for who is
--   within reach and unheard for the no-show timeout,
--   silent: told "ready" and then unheard for the ready silence,
--   lingering: told "ready" and not entered within the turn; it is shorter while more than half of the reach does that, and for as
--   long again after it.
-- It walks the head once: everybody before an entry is judged already, so its position is one more than the number kept. It looks at
-- 2,000 positions at most: a long script holds everybody up, and the next call goes on.
-- include: rank records remember has_waited add_rate
local function pass_over(q, s, p, reach, limit, done)
  local length, passed, kept = redis.call('ZCARD', q.queue), 0, 0
  -- Nor while nobody may enter: a pause makes no crowd.
  if reach < 1 or length <= reach or s.is_recovering then return 0 end
  -- Visitors learn that they are ready one after the other. So what begins a crowd holds for another such time.
  local crowd = s.waiting <= (tonumber(redis.call('HGET', q.state, 'crowd')) or 0)
  if redis.call('ZCOUNT', q.turns, '-inf', string.format('(%.0f', s.waiting - p.turn_guaranteed)) > reach / 2 then
    crowd = true
    redis.call('HSET', q.state, 'crowd', string.format('%.0f', s.waiting + p.turn_guaranteed))
  end
  local turn = crowd and p.turn_guaranteed or p.turn_time
  local walked = math.min(reach, 2000)
  while kept < walked and passed < limit and length - passed > reach do
    local head = redis.call('ZRANGE', q.queue, kept, kept + math.min(walked - kept, 200) - 1, 'WITHSCORES')
    if #head == 0 then break end
    local entries = {}
    for i = 1, #head, 2 do entries[#entries + 1] = head[i] end
    local heartbeats = redis.call('ZMSCORE', q.heartbeats, unpack(entries))
    local turns = redis.call('ZMSCORE', q.turns, unpack(entries))
    local records = read_records(q, entries)
    for i, entry in ipairs(entries) do
      local rank, heard, told = tonumber(head[2 * i]), tonumber(heartbeats[i]), tonumber(turns[i])
      local ticket = ticket_at(rank, records[entry], s)
      if not heard then
        heard = s.waiting -- it was lost alone
        redis.call('ZADD', q.heartbeats, string.format('%.0f', heard), entry)
      end
      local kind
      if heard >= 0 and has_waited(kept + 1, s.store - ticket, p) then
        if s.waiting - heard > (told and math.min(p.ready_silence, p.no_show_timeout) or p.no_show_timeout) then kind = 2
        elseif told and s.waiting - told > turn then kind = 3 end
      end
      if kind and passed < limit and length - passed > reach then
        add_rate(q, p, 'n', s.store)
        local became = remember(q, s, p, entry, ticket, rank, kind, records[entry])
        done[became], passed = done[became] + 1, passed + 1
      else
        kept = kept + 1
      end
    end
  end
  return passed
end
