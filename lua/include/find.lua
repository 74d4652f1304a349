-- look_up(q, s, entries, tickets) -> what is known of these entries, in the order in which they are asked for: home, the rank of who
-- stands where their ticket or the draw says; ranks, of everybody in the index; by entry the records of the others; and added, by entry the ranks
-- that this script gave. tickets: nil if any is right.
-- settle(q, s, p, reach, found, i, hidden) -> the rank of entry i, if it has a place with this ticket, else nil and what to tell:
-- 'admitted', the rank that somebody would come back to whose turn has passed and whose page is hidden, or nil. Everybody else who is
-- remembered comes back.
-- hear(q, entries, times): each is a heartbeat at its time, if it has one. The later of two counts: another tab may have told more.
-- tell_ready(q, s, ready, front): these entries are told that it is their turn; front is the largest rank of them. -> entry to when
-- its turn began
-- include: rank remember bring_back seat
local function look_up(q, s, entries, tickets)
  local found = { entries = entries, tickets = tickets, home = {}, ranks = {}, added = {}, records = {} }
  if not s.epoch then return found end
  local scores, others = redis.call('ZMSCORE', q.queue, unpack(entries)), {}
  local home, ranks = found.home, found.ranks
  for i = 1, #entries do
    local rank = tonumber(scores[i])
    ranks[i] = rank
    if rank and (rank % 1024 == 0 or is_drawn(rank)) and (not tickets or is_of(rank, nil, tickets[i], s)) then
      home[i] = rank
      if not tickets and is_drawn(rank) then others[#others + 1] = entries[i] end -- of which ticket it is, the record says
    else
      others[#others + 1] = entries[i]
    end
  end
  found.records = read_records(q, others)
  return found
end

local function settle(q, s, p, reach, found, i, hidden)
  if found.home[i] then return found.home[i] end
  local entry, ticket = found.entries[i], found.tickets and found.tickets[i]
  local r = found.records[entry]
  if not r or (ticket and not is_of(nil, r, ticket, s)) then return nil end
  local rank = found.ranks[i] or found.added[entry]
  if r.kind == 0 and rank then return rank end
  if r.kind == 6 or s.is_over and r.kind <= 4 then return nil end
  if r.kind == 7 then return nil, judge_inside(q, s, p, entry, r) end
  if r.kind == 5 then
    if (tonumber(redis.call('ZSCORE', q.admitted, entry)) or -1) >= s.service then return nil, 'admitted' end
    end_pass(q, s, p, entry, r)
    if r.silent + r.lingered >= max_turns then
      found.records[entry] = nil
      return nil
    end
  end
  if hidden and (r.kind == 2 or r.kind == 3) then return nil, home_of(q, s, reach, r) end
  rank = bring_back(q, s, p, reach, entry, r)
  found.added[entry] = rank
  return rank
end

local function hear(q, entries, times)
  local heard, n, time, text = {}, 0, nil, nil
  for i = 1, #entries do
    if times[i] then
      if times[i] ~= time then time, text = times[i], string.format('%.1f', times[i]) end
      heard[n + 1], heard[n + 2] = text, entries[i]
      n = n + 2
    end
  end
  if n > 0 then redis.call('ZADD', q.heartbeats, 'GT', unpack(heard)) end
end

local function tell_ready(q, s, ready, front)
  local since = {}
  if #ready == 0 then return since end
  local now, added = string.format('%.0f', s.waiting), {}
  for _, entry in ipairs(ready) do
    added[#added + 1], added[#added + 2] = now, entry
  end
  redis.call('ZADD', q.turns, 'NX', unpack(added))
  local begun = redis.call('ZMSCORE', q.turns, unpack(ready))
  for i, entry in ipairs(ready) do since[entry] = tonumber(begun[i]) end
  if front > s.front then
    s.front = front
    redis.call('HSET', q.state, 'front', string.format('%.0f', front))
  end
  return since
end
