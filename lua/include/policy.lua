-- read_policy(packed, settings) -> the numbers that hold for this event now.
-- packed: 15 little-endian doubles written by EventPolicy.Pack; times in microseconds, retention in seconds.
-- settings: the key of what an operator changed at run time; a field there wins over the configured number.
local function read_policy(packed, settings)
  local p = {}
  p.refill, p.capacity, p.overdraft, p.bypass,
  p.near, p.middle, p.near_wait, p.middle_wait, p.far_wait,
  p.heartbeat, p.head_grace, p.soft_leave, p.pass, p.journal, p.retention =
    struct.unpack('<ddddddddddddddd', packed)
  local changed = redis.call('HMGET', settings, 'refill', 'capacity', 'paused')
  p.refill = tonumber(changed[1] or p.refill)
  p.capacity = tonumber(changed[2] or p.capacity)
  p.paused = changed[3] == '1'
  p.journal = string.format('%.0f', p.journal)
  return p
end
