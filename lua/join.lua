#!lua
-- Gives each of N identities its one place. A join that finds a place is a heartbeat of it.
-- KEYS  1 queue  2 heartbeats  3 state  4 settings  5 turns  6 records  7 remembered  8 admitted  9 rates  10 journal
-- ARGV  1 policy (packed)  2 N  3 N entries (16 bytes each)
-- Reply doubles in one string: now, Redis' own time, then N times: created 0|1, ticket, position, state (1 waiting, 2 ready, 3 admitted)
-- include: now event_keys clock read_policy restore_clock read_event reach has_waited rank append_journal count records
-- include: remember bring_back find read_entries

local at, q = now(), event_keys()
local p, s = read_event(q, ARGV[1], at)
local entries = read_entries(ARGV[3], tonumber(ARGV[2]))
local reachable = reach(s.level, p)
if not s.epoch then
  s.epoch = s.store
  redis.call('HSET', q.state, 'epoch', string.format('%.0f', s.epoch))
  redis.call('HSET', q.rates, 'first_join', string.format('%.0f', s.epoch))
end
local found = look_up(q, s, entries, nil)
local before = redis.call('ZCARD', q.queue)
local length, last, stored = before, s.last_ticket or 0, s.last_ticket or 0
local pending, ready, front, times, reply = {}, {}, -1, {}, { s.store, at }
local function add_pending()
  if #pending == 0 then return end
  redis.call('ZADD', q.queue, unpack(pending))
  redis.call('HINCRBY', q.rates, 'joined', #pending / 2)
  pending = {}
end

for i, entry in ipairs(entries) do
  local r, known = found.records[entry], found.ranks[entry]
  if r or known then
    -- Who comes back to the end stands behind those who joined in this call, and the same identity may be one of them.
    add_pending()
    s.last_ticket = last
  end
  local rank, told = settle(q, s, p, reachable, found, i)
  last = math.max(last, s.last_ticket or 0)
  local created, ticket, position, state = 0, 0, 0, 3
  if told == 'admitted' then
    ticket = r.ticket
  else
    if rank then
      if not known then length = length + 1 end
      ticket, position = ticket_at(rank, found.records[entry], s), redis.call('ZRANK', q.queue, entry) + 1
    else
      -- A new ticket is the largest of all, so its position is the length.
      last, length = math.max(s.store, last + 1), length + 1
      created, ticket, rank, position = 1, last, rank_of(last, s), length
      pending[#pending + 1] = string.format('%.0f', rank)
      pending[#pending + 1] = entry
      found.ranks[entry] = rank
      append_journal(q.journal, p, 'joined', entry, string.format('%.0f', ticket))
    end
    state = position <= reachable and has_waited(position, s.store - ticket, p) and 2 or 1
    if state == 2 then ready[#ready + 1], front = entry, math.max(front, rank) end
    -- Half a microsecond says that there was no poll yet.
    times[i] = s.waiting + created / 2
  end
  reply[4 * i - 1], reply[4 * i], reply[4 * i + 1], reply[4 * i + 2] = created, ticket, position, state
end

add_pending()
if last > stored then redis.call('HSET', q.state, 'last_ticket', string.format('%.0f', last)) end
hear(q, entries, times)
tell_ready(q, s, ready, front)
if s.busy == 0 then write_clock(q.state, s, at, true) end
if not s.has_policy then redis.call('HSET', q.state, 'policy', ARGV[1], 'policy_at', string.format('%.0f', at)) end
if before == 0 then
  -- These keys are new, and the maintenance that renews their expiry may never come.
  for i, key in ipairs(KEYS) do
    if i ~= 4 then redis.call('EXPIRE', key, p.retention) end
  end
end
return struct.pack('<' .. string.rep('d', #reply), unpack(reply))
