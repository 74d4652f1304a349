-- read_level(bucket, p, at) -> what the bucket holds at this instant, in millionths of a token.
-- Microseconds times a whole rate is a whole number of millionths: nothing is rounded, so the bound is exact.
-- An untouched bucket is full. A paused one does not fill, so that resuming admits nobody at once.
local function read_level(bucket, p, at)
  local stored = redis.call('HMGET', bucket, 'level', 'at')
  local full = p.burst * 1000000
  if not stored[1] then return full end
  local level = tonumber(stored[1])
  if not p.paused then level = level + math.max(0, at - stored[2]) * p.admissions_per_second end
  return math.min(full, level)
end
