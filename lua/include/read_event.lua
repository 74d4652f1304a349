-- read_event(q, packed, at) -> p (see read_policy.lua), s: the clocks, and
--   is_other    another gateway's configuration is in force, not this one's. The largest version is; of one version the numbers that
--               are, until no gateway has come with them for a minute: gateways must not alternate
--   level       what the bucket holds at s.store, in millionths of a token
--   last_ticket, epoch  the last ticket and the first (ranks count from it), or nil before the first join
--   front       the largest rank that was ever ready
-- write_level(q, s, p, level)
-- include: clock restore_clock
-- Microseconds times a whole rate is a whole number of millionths: nothing is rounded, so the bound is exact. An untouched bucket is
-- full. A paused one does not fill, so that resuming admits nobody at once.
local policy_held = 60000000

local function read_event(q, packed, at)
  local held = redis.call('HMGET', q.state, 'clock', 'level', 'level_at', 'last_ticket', 'epoch', 'front', 'policy', 'policy_at')
  local in_force, is_other = held[7], false
  if in_force and in_force ~= packed and #in_force % 8 == 0 and #in_force >= 17 * 8 then
    local theirs, ours = struct.unpack('<d', in_force), struct.unpack('<d', packed)
    is_other = theirs > ours or (theirs == ours and at - (tonumber(held[8]) or 0) <= policy_held)
    if is_other then packed = in_force end
  end
  local p = read_policy(packed, q.settings)
  local s = read_clock(held[1], at, p.paused)
  local full = p.burst * 1000000
  if s then
    s.last_ticket, s.epoch = tonumber(held[4]), tonumber(held[5])
    if s.epoch and not s.last_ticket then s.last_ticket = s.epoch + last_index(q) end
  else
    s = restore_clock(q, p, at)
    if s.epoch then full = 0 end
  end
  s.front = tonumber(held[6]) or -1
  s.is_other, s.has_policy = is_other, in_force
  local level, since = tonumber(held[2]), tonumber(held[3])
  if not level or not since then
    s.level = full
  else
    if not p.paused then level = level + math.max(0, s.store - since) * p.admissions_per_second end
    s.level = math.min(full, level)
  end
  return p, s
end

-- 17 digits, because Lua's own 14 would lose part of a fraction.
local function write_level(q, s, p, level)
  redis.call('HSET', q.state, 'level', string.format('%.17g', level), 'level_at', string.format('%.0f', s.store))
  redis.call('EXPIRE', q.state, p.retention)
end
