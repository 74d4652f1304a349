#!lua
-- Takes one token out of a bucket; where there is no whole one, nothing is taken and it is told when there will be.
-- KEYS  1 bucket
-- ARGV  1 tokens that a period brings  2 the period, in microseconds  3 the most it holds
-- Reply { taken 0|1, whole tokens left, microseconds until the next can be taken, microseconds until it is full }
-- include: now

local at = now()
local rate, period = tonumber(ARGV[1]), tonumber(ARGV[2])

-- The level is counted in parts, `period` of them in a token: so a microsecond brings `rate` whole parts, nothing is rounded,
-- and the times below are exact.
local full = ARGV[3] * period
local level = full
local held = redis.call('GET', KEYS[1])
if held then
  local before, since = struct.unpack('<dd', held)
  -- A bucket of the future is one whose clock was set back since: it is full, or nobody could take from it until then.
  if since <= at then level = math.min(full, before + (at - since) * rate) end
end

local taken = level >= period
if taken then
  level = level - period
  -- A full bucket says nothing that no bucket would not say.
  redis.call('SET', KEYS[1], struct.pack('<dd', level, at),
    'PXAT', string.format('%.0f', math.ceil((at + (full - level) / rate) / 1000)))
end

local function until_there_are(parts)
  return math.max(0, math.ceil((parts - level) / rate))
end
return { taken and 1 or 0, math.floor(level / period), until_there_are(period), until_there_are(full) }
