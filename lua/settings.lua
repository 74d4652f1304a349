#!lua
-- Reads the settings in force for an event, and changes them for every gateway at once. An empty argument leaves a setting alone.
-- KEYS  1 bucket  2 settings
-- ARGV  1 policy (packed)  2 admissions per second  3 burst  4 paused 0|1
-- Reply { admissions per second, burst, paused 0|1 } as text
-- include: now read_policy read_level write_level

local p = read_policy(ARGV[1], KEYS[2])
local changed = false
for i, name in ipairs({ 'admissions_per_second', 'burst', 'paused' }) do
  if ARGV[i + 1] ~= '' then
    if not changed then
      -- Tokens earned at the old rate stay earned; only the time from now on counts at the new one.
      local at = now()
      write_level(KEYS[1], read_level(KEYS[1], p, at), at, p)
      changed = true
    end
    redis.call('HSET', KEYS[2], name, ARGV[i + 1])
  end
end
if changed then
  p = read_policy(ARGV[1], KEYS[2])
  -- Operators prepare a sale days ahead: a change is kept 30 days longer than the event's other keys.
  redis.call('EXPIRE', KEYS[2], p.retention + 2592000)
end
return { string.format('%.17g', p.admissions_per_second), string.format('%.17g', p.burst), p.paused and '1' or '0' }
