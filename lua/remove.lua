#!lua
-- Removes N visitors who wait or are remembered, and keeps their places for an undo. Who was let in is not removed.
-- KEYS  1 queue  2 heartbeats  3 state  4 settings  5 turns  6 records  7 remembered  8 admitted  9 rates  10 journal
--       11 restored  12 users  13 sessions  14 audit  15 draw  16 history  17 removed  18 draw_left
-- ARGV  1 policy (packed)  2 caller (packed, see include/caller.lua)  3 N  4 N entries (16 bytes each)  5 N tickets (doubles), 0 for any
--       6 who does it  7 what, for the audit  8 the audit's detail, '' for none
-- Reply { mark, generation, how many were removed, how many of the others were let in before }
-- include: now event_keys clock read_policy rank loss restore_clock read_event lose caller append_journal append_audit count records remember
-- include: draw find_place read_entries freeze

local at, q = now(), event_keys()
local p, s = read_call(q, ARGV[1], ARGV[2], at)
freeze(q, s, p)
local n, kept, admitted = tonumber(ARGV[3]), {}, 0
local entries, tickets = read_entries(ARGV[4], n), { struct.unpack('<' .. string.rep('d', n), ARGV[5]) }
for i, entry in ipairs(entries) do
  local place = find_place(q, s, entry, tickets[i])
  if place and place.state < 3 then
    local r = place.record or { kind = 0, silent = 0, lingered = 0, since = s.waiting }
    kept[#kept + 1] = struct.pack('<dc16ddBBBd', s.store, entry, place.ticket, place.rank, r.kind, r.silent, r.lingered, r.since)
    if place.state == 1 then keep_drawn(q, s, KEYS[18], entry, place.ticket) end
    forget(q, s, p, entry, place.ticket, 'removed')
  elseif place then
    admitted = admitted + 1
  end
end
if #kept > 0 then
  redis.call('RPUSH', KEYS[17], unpack(kept))
  redis.call('EXPIRE', KEYS[17], 1200) -- longer than an undo is possible: the time in it counts
  if ARGV[8] ~= '' then append_audit(q, p, ARGV[6], ARGV[7], ARGV[8]) end
end
return answer(s, #kept, admitted)
