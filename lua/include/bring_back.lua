-- bring_back(q, s, p, reach, entry, r) -> the rank of a remembered visitor who is in the index again.
-- home_of(q, s, reach, r) -> the rank they would have.
-- own_rank(q, rank) -> that rank, or the next free one. end_rank(q, s, front) -> one behind everybody and behind `front`.
-- front_of(q, s, reach) -> the rank of the last visitor who is, or was, ready; minus infinity if nobody ever was.
-- pass_rank(q, s, rank): later tickets have larger ones
-- Who slept or left softly stands at their own rank, or directly behind the visitors who are ready if that has passed. Who was silent
-- in their turn stands there too, once. Who lingered, or was silent again, stands at the end. So a return takes "ready" from nobody.
-- include: rank records count
local function free_rank(q, after)
  local neighbour = math.floor(after / 1024)
  while true do
    local first, next_one = neighbour * 1024, (neighbour + 1) * 1024
    local last = redis.call('ZREVRANGEBYSCORE', q.queue, string.format('(%.0f', next_one), string.format('%.0f', first), 'WITHSCORES', 'LIMIT', 0, 1)
    local taken, step = math.max(after, first, tonumber(last[2]) or first), 1
    while taken + step - taken ~= step do step = step * 2 end -- 102 days after the first ticket a double has no odd numbers any more
    if taken + step < next_one then return taken + step end
    neighbour = neighbour + 1
  end
end

local function own_rank(q, rank)
  local text = string.format('%.0f', rank)
  local taken = redis.call('ZRANGEBYSCORE', q.queue, text, text, 'LIMIT', 0, 1)
  return #taken == 0 and rank or free_rank(q, rank)
end

local function end_rank(q, s, front)
  local last = redis.call('ZRANGE', q.queue, -1, -1, 'WITHSCORES')
  return free_rank(q, math.max(front, tonumber(last[2]) or -math.huge, rank_of(s.last_ticket or s.epoch, s)))
end

local function front_of(q, s, reach)
  local ready = math.min(reach, redis.call('ZCARD', q.queue))
  if ready < 1 then return s.front end
  return math.max(s.front, tonumber(redis.call('ZRANGE', q.queue, ready - 1, ready - 1, 'WITHSCORES')[2]))
end

local function home_of(q, s, reach, r)
  local front = front_of(q, s, reach)
  if r.kind == 1 or r.kind == 4 then
    if r.rank <= front then return free_rank(q, front) end
    return own_rank(q, r.rank)
  end
  if front == -math.huge then front = r.rank end -- nobody was ever ready
  if r.kind == 2 and r.silent == 1 then return free_rank(q, front) end
  return end_rank(q, s, front)
end

-- Nobody who joins later may get a rank before somebody who stands at the end.
local function pass_rank(q, s, rank)
  local ticket = ticket_at(rank, nil, s)
  if ticket <= (s.last_ticket or 0) then return end
  s.last_ticket = ticket
  redis.call('HSET', q.state, 'last_ticket', string.format('%.0f', ticket))
end

local function bring_back(q, s, p, reach, entry, r)
  local rank = home_of(q, s, reach, r)
  redis.call('ZADD', q.queue, string.format('%.0f', rank), entry)
  redis.call('ZREM', q.remembered, entry)
  pass_rank(q, s, rank)
  r.rank, r.kind = rank, 0
  if rank == rank_of(r.ticket, s) and r.silent + r.lingered == 0 then
    redis.call('HDEL', q.records, entry)
  else
    write_record(q, entry, r)
  end
  count(q, p, 'returned', entry, r.ticket)
  return rank
end
