#!lua
-- Takes back what an outage did: heartbeats that a gateway received and could not record. Whoever was passed over or forgotten since is
-- back, and no turn is used.
-- KEYS  1 queue  2 heartbeats  3 state  4 settings  5 turns  6 records  7 remembered  8 admitted  9 rates  10 journal
--       11 restored  12 users  13 sessions  14 audit  15 draw  16 history
-- ARGV  1 policy (packed)  2 N  3 N entries (16 bytes each)  4 N tickets (doubles)  5 N times how long ago in microseconds (doubles)
-- Reply how many came back
-- include: now event_keys clock read_policy rank loss restore_clock read_event has_waited reach append_journal count records remember bring_back find read_entries

local q = event_keys()
local p, s = read_event(q, ARGV[1], now())
if not s.epoch then return 0 end
local n, reachable, back = tonumber(ARGV[2]), reach(s, p), 0
local numbers = '<' .. string.rep('d', n)
local entries, tickets, ages = read_entries(ARGV[3], n), { struct.unpack(numbers, ARGV[4]) }, { struct.unpack(numbers, ARGV[5]) }
local found, times = look_up(q, s, entries, tickets), {}
for i, entry in ipairs(entries) do
  local r, heard = found.records[entry], s.waiting - ages[i]
  local is_away = r and r.ticket == tickets[i] and r.kind >= 1 and r.kind <= 4 and not found.ranks[i] and not s.is_over
  local asked = true
  if is_away then
    -- Whether they asked before they were taken out, or later than what took them out.
    local patience = ({ p.heartbeat_timeout, p.no_show_timeout, 0, p.leave_grace })[r.kind]
    asked = heard > r.since - patience
    if asked and r.kind == 2 then r.silent, r.kind = r.silent - 1, 1 end -- they were not silent
    if asked then heard, back = s.waiting, back + 1 end
  end
  if asked and (r == nil or r.kind < 5) then
    if settle(q, s, p, reachable, found, i, false) then times[i] = heard end
  end
end
hear(q, entries, times)
keep_small(p)
return back
