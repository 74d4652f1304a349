#!lua
-- Reads the settings in force for an event, and changes them for every gateway at once. An empty argument leaves a setting alone.
-- KEYS  1 queue  2 heartbeats  3 state  4 settings  5 turns  6 records  7 remembered  8 admitted  9 rates  10 journal
--       11 restored  12 users  13 sessions  14 audit  15 draw  16 history
-- ARGV  1 policy (packed)  2 admissions per second  3 burst  4 paused 0|1
-- Reply { admissions per second, burst, paused 0|1 } as text
-- include: now event_keys clock read_policy rank loss restore_clock read_event

local at, q = now(), event_keys()
local p, s = read_event(q, ARGV[1], at)
local changed = false
for i, name in ipairs({ 'admissions_per_second', 'burst', 'paused' }) do
  if ARGV[i + 1] ~= '' then
    if not changed then
      p.retention = p.full_retention -- an event that an operator changes is no invented one
      -- Tokens earned at the old rate stay earned, and time that passed stays passed: only from now on it is otherwise.
      write_level(q, s, p, s.level)
      write_clock(q.state, s, at, s.busy == 1)
      changed = true
    end
    redis.call('HSET', q.settings, name, ARGV[i + 1])
  end
end
if changed then
  p = read_policy(ARGV[1], q.settings)
  -- Operators prepare a sale days ahead: a change is kept 30 days longer than the event's other keys.
  redis.call('EXPIRE', q.settings, p.retention + 2592000)
end
return { string.format('%.17g', p.admissions_per_second), string.format('%.17g', p.burst), p.paused and '1' or '0' }
