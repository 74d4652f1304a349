-- sweep(q, s, p, limit, done) -> how many entries, at most about `limit`, it took out of the index or of the memory: soft leaves whose
-- grace is over, who was not heard for the heartbeat timeout, whose pass ran out unspent, whose memory is over.
-- include: rank records remember add_rate
local function sweep(q, s, p, limit, done)
  local total = 0
  local function take(key, from, to, act)
    if total >= limit then return end
    local found = redis.call('ZRANGEBYSCORE', key, from, to, 'WITHSCORES', 'LIMIT', 0, limit - total)
    if #found == 0 then return end
    local entries, scores = {}, {}
    for i = 1, #found, 2 do entries[#entries + 1], scores[#scores + 1] = found[i], tonumber(found[i + 1]) end
    local records = read_records(q, entries)
    for i, entry in ipairs(entries) do act(entry, scores[i], records[entry]) end
    total = total + #entries
  end
  local function sleep(kind)
    return function(entry, heard, record)
      local rank = tonumber(redis.call('ZSCORE', q.queue, entry))
      if not rank then return redis.call('ZREM', q.heartbeats, entry) end -- its place was lost alone
      -- The estimate learns why: 'v' never polled after joining, 'd' abandoned the queue.
      add_rate(q, p, kind == 1 and heard % 1 ~= 0 and 'v' or 'd', s.store)
      remember(q, s, p, entry, ticket_at(rank, record, s), rank, kind, record)
      done.asleep = done.asleep + 1
    end
  end
  local function over(entry, _, r)
    if not r or r.kind == 0 or r.kind > 4 then return redis.call('ZREM', q.remembered, entry) end
    forget(q, s, p, entry, r.ticket, forgotten_as[r.kind])
    done[forgotten_as[r.kind]] = done[forgotten_as[r.kind]] + 1
  end

  take(q.heartbeats, string.format('(%.0f', -s.waiting), '(0', sleep(4))
  take(q.heartbeats, '0', string.format('(%.0f', s.waiting - p.heartbeat_timeout), sleep(1))
  take(q.admitted, '-inf', string.format('(%.0f', s.service), function(entry, _, r)
    if not r or r.kind ~= 5 then return redis.call('ZREM', q.admitted, entry) end
    local kind = end_pass(q, s, p, entry, r)
    done[kind] = done[kind] + 1
  end)
  take(q.remembered, '-inf', string.format('(%.0f', s.waiting - p.place_memory), over)
  local surplus = redis.call('ZCARD', q.remembered) - p.remembered_places
  if surplus > 0 then
    local oldest = redis.call('ZRANGE', q.remembered, 0, math.min(surplus, limit) - 1)
    local records = read_records(q, oldest)
    for _, entry in ipairs(oldest) do over(entry, 0, records[entry]) end
    total = total + #oldest
  end
  return total
end
