#!lua
-- Takes one token out of each of N buckets; out of one without a whole one nothing is taken, and it is told when there will be.
-- KEYS  1..N buckets, of one slot; one that comes twice is taken from twice
-- ARGV  1 their limits as doubles in one string: tokens that a period brings, the period in microseconds, the most it holds
-- Reply doubles in one string, N times: taken 0|1, whole tokens left, microseconds until the next can be taken, until it is full
-- include: now

local at = now()

local function wait_for(parts, level, rate)
  return math.max(0, math.ceil((parts - level) / rate))
end

-- The level is counted in parts, `period` of them in a token: so a microsecond brings `rate` whole parts, nothing is rounded,
-- and the times of the reply are exact.
local function take(bucket, rate, period, most)
  local full = most * period
  local level = full
  local held = redis.call('GET', bucket)
  if held then
    local before, since = struct.unpack('<dd', held)
    -- A bucket of the future is one whose clock was set back since: it is full, or nobody could take from it until then.
    if since <= at then level = math.min(full, before + (at - since) * rate) end
  end

  local taken = level >= period
  if taken then
    level = level - period
    -- A full bucket says nothing that no bucket would not say.
    redis.call('SET', bucket, struct.pack('<dd', level, at),
      'PXAT', string.format('%.0f', math.ceil((at + (full - level) / rate) / 1000)))
  end
  return struct.pack('<dddd', taken and 1 or 0, math.floor(level / period), wait_for(period, level, rate), wait_for(full, level, rate))
end

local replies = {}
for i = 1, #KEYS do
  replies[i] = take(KEYS[i], struct.unpack('<ddd', ARGV[1], 24 * i - 23))
end
return table.concat(replies)
