-- last_index(q) -> microseconds from the first ticket to that of the last entry of the index
-- restore_clock(q, p, at) -> the clocks of an event that has none: a new one, or one whose state was lost alone (evicted, or deleted by
-- hand). Then the other keys tell what it was: the first join, the last rank, and when somebody was last heard.
local function last_index(q)
  return math.floor((tonumber(redis.call('ZRANGE', q.queue, -1, -1, 'WITHSCORES')[2]) or 0) / 1024)
end

local function restore_clock(q, p, at)
  local s = { run = at, unbroken = 0, store = at, service = at, waiting = at, busy = 0, gap = 0 }
  local epoch = redis.call('EXISTS', q.queue) == 1 and tonumber(redis.call('HGET', q.rates, 'first_join'))
  if epoch then
    s.epoch, s.last_ticket, s.busy = epoch, epoch + last_index(q), 1
    s.store = math.max(at, s.last_ticket)
    -- Hidden pages are heard in advance. Too early an hour costs nobody anything.
    local heard = redis.call('ZRANGE', q.heartbeats, -1, -1, 'WITHSCORES')
    if heard[2] then s.waiting = math.max(0, math.floor(heard[2]) - p.hidden_grace) end
  end
  return s
end
