#!lua
-- Reads what holds for an event, and changes it for every gateway at once. An empty argument leaves its setting alone.
-- KEYS  1 bucket  2 settings
-- ARGV  1 policy (packed)  2 refill (tokens a second)  3 capacity (tokens)  4 paused 0|1
-- Reply { refill, capacity, paused 0|1 } as text
-- include: now policy level write_level

local p = read_policy(ARGV[1], KEYS[2])
local changed = false
for i, name in ipairs({ 'refill', 'capacity', 'paused' }) do
  if ARGV[i + 1] ~= '' then
    if not changed then
      -- What was earned under the old rate is earned; only the time from now on counts at the new one.
      local at = now()
      write_level(KEYS[1], read_level(KEYS[1], p, at), at, p)
      changed = true
    end
    redis.call('HSET', KEYS[2], name, ARGV[i + 1])
  end
end
if changed then
  p = read_policy(ARGV[1], KEYS[2])
  -- An operator prepares a sale days ahead: a change holds a month longer than the event's other keys.
  redis.call('EXPIRE', KEYS[2], p.retention + 2592000)
end
return { string.format('%.17g', p.refill), string.format('%.17g', p.capacity), p.paused and '1' or '0' }
