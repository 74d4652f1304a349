-- read_level(bucket, p, at) -> what the bucket holds at this instant, in millionths of a token.
-- Millionths, because microseconds times a whole rate is then a whole number: nothing is rounded, so the bound is exact.
-- A bucket nobody has touched is full; a paused one does not fill, so that resuming lets no stored-up crowd through.
local function read_level(bucket, p, at)
  local held = redis.call('HMGET', bucket, 'level', 'at')
  local full = p.capacity * 1000000
  if not held[1] then return full end
  local level = tonumber(held[1])
  if not p.paused then level = level + math.max(0, at - held[2]) * p.refill end
  return math.min(full, level)
end
