-- bring_back(q, s, p, reach, entry, r) -> the rank of a remembered visitor who is in the index again.
-- home_of(q, s, reach, r) -> the rank they would have.
-- Who slept or left softly stands at their own rank, or directly behind the visitors who are ready if that has passed. Who was silent
-- in their turn stands there too, once. Who lingered, or was silent again, stands at the end. So a return takes "ready" from nobody.
-- include: rank records count
local function free_rank(q, after)
  local neighbour = math.floor(after / 1024)
  while true do
    local first, next_one = neighbour * 1024, (neighbour + 1) * 1024
    local last = redis.call('ZREVRANGEBYSCORE', q.queue, string.format('(%.0f', next_one), string.format('%.0f', first), 'WITHSCORES', 'LIMIT', 0, 1)
    local free = math.max(after, first, tonumber(last[2]) or first) + 1
    if free < next_one then return free end
    neighbour = neighbour + 1
  end
end

local function home_of(q, s, reach, r)
  local front = s.front
  local ready = math.min(reach, redis.call('ZCARD', q.queue))
  if ready > 0 then
    front = math.max(front, tonumber(redis.call('ZRANGE', q.queue, ready - 1, ready - 1, 'WITHSCORES')[2]))
  end
  if r.kind == 1 or r.kind == 4 then
    if r.rank <= front then return free_rank(q, front) end
    local taken = redis.call('ZRANGEBYSCORE', q.queue, string.format('%.0f', r.rank), string.format('%.0f', r.rank), 'LIMIT', 0, 1)
    return #taken == 0 and r.rank or free_rank(q, r.rank)
  end
  if r.kind == 2 and r.silent == 1 then return free_rank(q, front) end
  local last = redis.call('ZRANGE', q.queue, -1, -1, 'WITHSCORES')
  return free_rank(q, math.max(front, tonumber(last[2]) or 0, rank_of(s.last_ticket, s)))
end

local function bring_back(q, s, p, reach, entry, r)
  local rank = home_of(q, s, reach, r)
  redis.call('ZADD', q.queue, string.format('%.0f', rank), entry)
  redis.call('ZREM', q.remembered, entry)
  -- Nobody who joins later may get a rank before somebody who stands at the end.
  local ticket = math.floor(rank / 1024) + s.epoch
  if ticket > s.last_ticket then
    s.last_ticket = ticket
    redis.call('HSET', q.state, 'last_ticket', string.format('%.0f', ticket))
  end
  r.rank, r.kind = rank, 0
  if rank == rank_of(r.ticket, s) and r.silent + r.lingered == 0 then
    redis.call('HDEL', q.records, entry)
  else
    write_record(q, entry, r)
  end
  count(q, p, 'returned', entry, r.ticket)
  return rank
end
