-- write_level(bucket, level, at, p): with 17 digits, because Lua's own 14 would lose part of a fraction.
local function write_level(bucket, level, at, p)
  -- A clock that goes back must not earn the same seconds twice.
  at = math.max(at, tonumber(redis.call('HGET', bucket, 'at') or 0))
  redis.call('HSET', bucket, 'level', string.format('%.17g', level), 'at', string.format('%.0f', at))
  redis.call('EXPIRE', bucket, p.retention)
end
