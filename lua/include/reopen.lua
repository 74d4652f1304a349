-- reopen(q, s, p, limit) -> how many places, at most about `limit`, went to the end of the queue, because nobody saw their visitors in the
-- last two minutes before the loss. When none is left the recovery is over; after a total one the bucket starts empty.
-- include: loss bring_back
local function reopen(q, s, p, limit)
  if not s.is_recovering or s.store <= s.loss.ends then return 0 end
  local late = redis.call('ZRANGEBYSCORE', q.restored, '-inf', string.format('(%.0f', s.loss.newest - fresh), 'LIMIT', 0, limit)
  for _, entry in ipairs(late) do
    local rank = tonumber(redis.call('ZSCORE', q.queue, entry))
    redis.call('ZREM', q.restored, entry)
    if rank then
      local record = read_record(redis.call('HGET', q.records, entry))
      local r = record or { ticket = ticket_at(rank, nil, s), kind = 0, silent = 0, lingered = 0, since = s.waiting }
      r.rank = end_rank(q, s, s.front)
      redis.call('ZADD', q.queue, string.format('%.0f', r.rank), entry)
      write_record(q, entry, r)
      pass_rank(q, s, r.rank)
      redis.call('HINCRBY', q.state, 'unproven', 1)
    end
  end
  if #late < limit then
    redis.call('DEL', q.restored)
    s.loss.is_over = true
    write_loss(q, s)
    if s.loss.is_total then write_level(q, s, p, 0) end
  end
  return #late
end
