#!lua
-- Tells N visitors of one event where they stand. Each question is a heartbeat, and brings back a place that is remembered.
-- KEYS  1 queue  2 heartbeats  3 state  4 settings  5 turns  6 records  7 remembered  8 admitted  9 rates  10 journal
--       11 restored  12 users  13 sessions  14 audit  15 draw  16 history
-- ARGV  1 policy (packed)  2 N  3 N entries (16 bytes each)  4 N tickets (doubles)  5 N times 0|1: the page is hidden
-- Reply in one string: the generation (16 bytes), then doubles: now, length, mode, level, the last ticket, the tickets of the last loss
--       (after, up to), phase (8 more before the draw: no position is told; 16 more while the shop is full), then N times: state (0 gone, 1 waiting, 2 ready, 3 admitted), position, how long it has been their turn, how far their rank is from
--       where their ticket says
--       level in millionths of a token
-- include: now event_keys clock read_policy rank loss restore_clock read_event has_waited reach append_journal count records
-- include: remember bring_back find read_entries

local q = event_keys()
local p, s = read_event(q, ARGV[1], now())
local reachable, is_full = reach(s, p)
local n = tonumber(ARGV[2])
local entries, reply = read_entries(ARGV[3], n), { s.store, 0, mode_of(p, s), math.floor(s.level), s.last_ticket or 0, s.loss and s.loss.from or 0, s.loss and s.loss.to or 0,
  s.phase + (s.is_undrawn and 8 or 0) + (is_full and 16 or 0) }
if n > 0 then
  -- One call serves all entries wherever Redis has such a call: calls are what a script costs.
  local tickets = { struct.unpack('<' .. string.rep('d', n), ARGV[4]) }
  local found, anybody_hidden = look_up(q, s, entries, tickets), string.find(ARGV[5], '1', 1, true)
  local home, ready, ready_at, times, front, call, queue = found.home, {}, {}, {}, -math.huge, redis.call, q.queue
  for i = 1, n do
    local entry = entries[i]
    local hidden = anybody_hidden and string.sub(ARGV[5], i, i) == '1'
    local rank, told = home[i], nil
    if not rank then rank, told = settle(q, s, p, reachable, found, i, hidden) end
    local state, position = 0, 0
    if rank then
      state, position = 1, call('ZRANK', queue, entry) + 1
      -- A hidden page runs once a minute, so it is heard in advance.
      times[i] = hidden and s.waiting + p.hidden_grace or s.waiting
      if is_ready(q, s, p, entry, position, rank, tickets[i], reachable) then
        state, front = 2, math.max(front, rank)
        if not p.is_passing then ready[#ready + 1], ready_at[#ready + 1] = entry, 7 + 4 * i end
      end
    elseif told == 'admitted' then
      state = 3
    elseif told then
      state, position = 1, call('ZCOUNT', queue, '-inf', string.format('(%.0f', told)) + 1
    end
    if s.is_over and state == 1 then state, position = 0, 0 end
    reply[5 + 4 * i], reply[6 + 4 * i], reply[7 + 4 * i] = state, position, 0
    reply[8 + 4 * i] = rank and (is_drawn(rank) or not home[i]) and rank - rank_of(tickets[i], s) or 0
  end
  hear(q, entries, times)
  keep_small(p)
  local turns = tell_ready(q, s, ready, front)
  for i, entry in ipairs(ready) do reply[ready_at[i]] = s.waiting - turns[entry] end
end
reply[2] = redis.call('ZCARD', q.queue)
return generation_of(s) .. struct.pack('<' .. string.rep('d', #reply), unpack(reply))
