#!lua
-- Tells N visitors of one event where they stand. Each question is a heartbeat, and brings back a place that is remembered.
-- KEYS  1 queue  2 heartbeats  3 state  4 settings  5 turns  6 records  7 remembered  8 admitted  9 rates  10 journal
-- ARGV  1 policy (packed)  2 N  3 N entries (16 bytes each)  4 N tickets (doubles)  5 N times 0|1: the page is hidden
-- Reply doubles in one string: now, length, paused 0|1, level, then N times: state (0 gone, 1 waiting, 2 ready, 3 admitted), position,
--       how long it has been their turn
--       level in millionths of a token
-- include: now event_keys clock read_policy restore_clock read_event reach has_waited rank append_journal count records
-- include: remember bring_back find read_entries

local q = event_keys()
local p, s = read_event(q, ARGV[1], now())
local reachable = reach(s.level, p)
local n = tonumber(ARGV[2])
local states, positions, ready, times, turns, front = {}, {}, {}, {}, {}, -1
local entries = read_entries(ARGV[3], n)
if n > 0 then
  -- One call serves all entries wherever Redis has such a call: calls are what a script costs.
  local tickets = { struct.unpack('<' .. string.rep('d', n), ARGV[4]) }
  local found = look_up(q, s, entries, tickets)
  for i, entry in ipairs(entries) do
    local hidden = string.sub(ARGV[5], i, i) == '1'
    local rank, told = settle(q, s, p, reachable, found, i, hidden)
    states[i], positions[i] = 0, 0
    if rank then
      positions[i] = redis.call('ZRANK', q.queue, entry) + 1
      -- A hidden page runs once a minute, so it is heard in advance.
      times[i] = s.waiting + (hidden and p.hidden_grace or 0)
      states[i] = positions[i] <= reachable and has_waited(positions[i], s.store - tickets[i], p) and 2 or 1
      if states[i] == 2 then ready[#ready + 1], front = entry, math.max(front, rank) end
    elseif told == 'admitted' then
      states[i] = 3
    elseif told then
      states[i], positions[i] = 1, redis.call('ZCOUNT', q.queue, '-inf', string.format('(%.0f', told)) + 1
    end
  end
  hear(q, entries, times)
  turns = tell_ready(q, s, ready, front)
end

local reply = { s.store, redis.call('ZCARD', q.queue), p.paused and 1 or 0, math.floor(s.level) }
for i, entry in ipairs(entries) do
  reply[2 + 3 * i], reply[3 + 3 * i] = states[i], positions[i]
  reply[4 + 3 * i] = states[i] == 2 and s.waiting - turns[entry] or 0
end
return struct.pack('<' .. string.rep('d', #reply), unpack(reply))
