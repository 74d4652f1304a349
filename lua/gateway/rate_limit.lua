#!lua
-- Takes one token out of each of N buckets. A bucket without a whole token does not change; the reply says when it has one.
-- KEYS  1..N buckets, of one slot; the same bucket may come several times
-- ARGV  1 the limits, as doubles in one string: tokens that a period adds, the period in microseconds, the size of the bucket
-- Reply N times, as doubles in one string: allowed 0|1, whole tokens left, microseconds until the next token, until it is full
-- include: now

local at = now()

local function wait_for(parts, level, rate)
  return math.max(0, math.ceil((parts - level) / rate))
end

-- The level is in parts, `period` of them in a token. So a microsecond adds `rate` whole parts, nothing is rounded, and the times of
-- the reply are exact.
local function take(bucket, rate, period, burst)
  local capacity = burst * period
  local level = capacity
  local stored = redis.call('GET', bucket)
  if stored then
    local before, since = struct.unpack('<dd', stored)
    -- A bucket of the future was stored before the clock was set back. It counts as full; otherwise nobody could use it until then.
    if since <= at then level = math.min(capacity, before + (at - since) * rate) end
  end

  local allowed = level >= period
  if allowed then
    level = level - period
    -- A full bucket carries no information, so its key may expire.
    redis.call('SET', bucket, struct.pack('<dd', level, at),
      'PXAT', string.format('%.0f', math.ceil((at + (capacity - level) / rate) / 1000)))
  end
  return struct.pack('<dddd', allowed and 1 or 0, math.floor(level / period), wait_for(period, level, rate), wait_for(capacity, level, rate))
end

local replies = {}
for i = 1, #KEYS do
  replies[i] = take(KEYS[i], struct.unpack('<ddd', ARGV[1], 24 * i - 23))
end
return table.concat(replies)
