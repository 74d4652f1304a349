-- The seats of sessions: a sorted set of entry and ticket -> until when the seat is held, by the service clock. That is a little longer than
-- the session, because a gateway accepts one for a short time without asking.
-- seat_of(entry, ticket) -> the member
-- shoppers(q, s) -> how many are inside, with a pass or a session, and how many seats are still held for who was. By the clock, not by what
-- maintenance has swept.
-- end_session(q, s, p, entry, ticket, is_known): the session of this place is over. It cannot come back to its place; the seat stays held.
-- is_known: it was opened in a loss, and its token must not bring it back.
-- judge_inside(q, s, p, entry, record) -> 'admitted' while the session of this place lives; otherwise it is over
-- free_seats(q, s, p, limit) -> how many seats are free again
-- include: remember
local held_after = 3000000

local function seat_of(entry, ticket)
  return entry .. struct.pack('<d', ticket)
end

local function shoppers(q, s)
  local now = string.format('%.0f', s.service)
  return redis.call('ZCOUNT', q.admitted, now, '+inf') + redis.call('ZCOUNT', q.sessions, now, '+inf')
end

local function hold_seat(q, entry, ticket, ends)
  redis.call('ZADD', q.sessions, string.format('%.0f', ends + held_after), seat_of(entry, ticket))
end

local function end_session(q, s, p, entry, ticket, is_known)
  end_place(q, s, entry, ticket, is_known)
  count(q, p, 'session_ended', entry, ticket)
end

local function judge_inside(q, s, p, entry, record)
  local held = tonumber(redis.call('ZSCORE', q.sessions, seat_of(entry, record.ticket)))
  if held and held - held_after >= s.service then return 'admitted' end
  end_session(q, s, p, entry, record.ticket)
  record.kind = 6
end

local function free_seats(q, s, p, limit)
  local seats = redis.call('ZRANGEBYSCORE', q.sessions, '-inf', string.format('(%.0f', s.service), 'LIMIT', 0, limit)
  for _, seat in ipairs(seats) do
    local entry, ticket = string.sub(seat, 1, 16), struct.unpack('<d', string.sub(seat, 17))
    local r = read_record(redis.call('HGET', q.records, entry))
    if r and r.kind == 7 and r.ticket == ticket then end_session(q, s, p, entry, ticket) end
    redis.call('ZREM', q.sessions, seat)
  end
  return #seats
end
