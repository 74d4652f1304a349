#!lua
-- Ends an event: every place, pass and session, and its draw. What tokens of it prove is void. The next join begins another event of this name,
-- with the settings, what the bucket holds, the journal, the audit and the papers of the old draw.
-- KEYS  1 queue  2 heartbeats  3 state  4 settings  5 turns  6 records  7 remembered  8 admitted  9 rates  10 journal
--       11 restored  12 users  13 sessions  14 audit  15 draw  16 history  17 draw_left
-- ARGV  1 policy (packed)  2 caller (packed, see include/caller.lua)  3 who ends it
-- Reply { mark, generation, 1 or 0 if nobody came since it ended before, waiting, remembered, with an unspent pass, with a session }
-- include: now event_keys clock read_policy rank loss restore_clock read_event lose caller append_journal append_audit

local at, q = now(), event_keys()
local p, s = read_call(q, ARGV[1], ARGV[2], at)
if not s.epoch then return answer(s, 0, 0, 0, 0, 0) end
local waiting, remembered, admitted = redis.call('ZCARD', q.queue), redis.call('ZCARD', q.remembered), redis.call('ZCARD', q.admitted)
-- A seat is held for a while after its session.
local inside = redis.call('ZCOUNT', q.sessions, string.format('%.0f', s.service + settling), '+inf')
append_journal(q, p, 'ended', none, 0) -- a gateway reads here that it knows of no session any more

-- Later than everything that was written: tickets and marks may be ahead of the clock.
local last, kept, held = math.max(s.store, s.last_ticket or 0), {}, redis.call('HGETALL', q.state)
for i = 1, #held, 2 do
  if string.sub(held[i], 1, 5) == 'mark:' then last = math.max(last, tonumber(held[i + 1])) end
  if held[i] == 'policy' or held[i] == 'policy_at' then kept[#kept + 1], kept[#kept + 2] = held[i], held[i + 1] end
end
redis.call('UNLINK', q.queue, q.heartbeats, q.state, q.turns, q.records, q.remembered, q.admitted, q.rates, q.restored, q.users, q.sessions,
  q.history, KEYS[17])
s.store = last + 1
redis.call('HSET', q.state, 'ended', string.format('%.0f', s.store), unpack(kept))
write_clock(q.state, s, at, false)
p.retention = p.full_retention -- as long as a token may prove something
write_level(q, s, p, s.level) -- the bound on admissions holds across the end
extend(p)
append_audit(q, p, ARGV[3], 'end', string.format('%d waiting, %d remembered, %d with a pass, %d inside', waiting, remembered, admitted, inside))
s.epoch, s.generation, s.mark = nil, nil, nil
return answer(s, 1, waiting, remembered, admitted, inside)
