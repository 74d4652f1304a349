-- read_policy(packed, settings) -> the numbers in force for this event.
-- packed: little-endian doubles written by EventPolicy.Pack; times in microseconds, retention in seconds. Ten numbers, then
-- the minimum waits as pairs: up to which position, how long.
-- settings: the hash of what an operator changed at run time; a field there overrides the configured number.
local function read_policy(packed, settings)
  local n = { struct.unpack('<' .. string.rep('d', #packed / 8), packed) }
  local changed = redis.call('HMGET', settings, 'admissions_per_second', 'burst', 'paused')
  local p = {
    admissions_per_second = tonumber(changed[1] or n[1]),
    burst = tonumber(changed[2] or n[2]),
    paused = changed[3] == '1',
    overdraft = n[3],
    overdraft_positions = n[4],
    heartbeat_timeout = n[5],
    no_show_timeout = n[6],
    leave_grace = n[7],
    pass_lifetime = n[8],
    journal_length = string.format('%.0f', n[9]),
    retention = n[10],
    minimum_waits = {},
  }
  for i = 11, #packed / 8, 2 do
    p.minimum_waits[#p.minimum_waits + 1] = { up_to = n[i], wait = n[i + 1] }
  end
  return p
end
