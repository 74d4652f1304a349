-- level_of(s, p, level, since) -> what the bucket holds at s.store, in millionths of a token. level, since: as they were written; nil if
-- nobody entered yet. write_level(q, s, p, level)
-- Microseconds times a whole rate is a whole number of millionths: nothing is rounded, so the bound is exact. An untouched bucket is
-- full, but in an event with an opening it is empty then. A stopped one does not fill, so that resuming admits nobody at once.
local function level_of(s, p, level, since)
  local full = p.burst * 1000000
  if p.opens_at > 0 then
    local opened = s.store - (s.time - p.opens_at)
    if not since or since < opened then level, since = 0, math.min(opened, s.store) end
    if s.time < p.opens_at then return 0 end
  end
  if not level or not since then return s.is_restored and 0 or full end
  if not p.is_stopped then level = level + math.max(0, s.store - since) * p.admissions_per_second end
  return math.min(full, level)
end

-- 17 digits, because Lua's own 14 would lose part of a fraction.
local function write_level(q, s, p, level)
  redis.call('HSET', q.state, 'level', string.format('%.17g', level), 'level_at', string.format('%.0f', s.store))
  redis.call('EXPIRE', q.state, p.retention)
end
