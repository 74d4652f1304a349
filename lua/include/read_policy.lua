-- read_policy(packed, settings) -> the numbers in force for this event, and in `ignored` the settings that are no such number.
-- packed: little-endian doubles written by EventPolicy.Pack; times in microseconds, retention in seconds. The version of the
-- configuration, 29 numbers, then the minimum waits as pairs: up to which position, how long.
-- settings: the hash of what an operator changed at run time; a field there overrides the configured number. Somebody may have typed
-- it by hand: what is no number in its range is as if it were not there.
local function number_in(text, least, most)
  local number = tonumber(text)
  return number and number >= least and number <= most and number or nil
end

local function read_policy(packed, settings)
  local n = { struct.unpack('<' .. string.rep('d', #packed / 8), packed) }
  local changed = redis.call('HMGET', settings, 'admissions_per_second', 'burst', 'paused')
  local rate, burst = number_in(changed[1], 1e-300, 1000000), number_in(changed[2], 1, 1000000)
  local p = {
    admissions_per_second = rate or n[2],
    burst = burst or n[3],
    paused = changed[3] == '1',
    overdraft = n[4],
    overdraft_positions = n[5],
    heartbeat_timeout = n[6],
    no_show_timeout = n[7],
    leave_grace = n[8],
    pass_lifetime = n[9],
    journal_length = string.format('%.0f', n[10]),
    retention = n[11],
    full_retention = n[11],
    hidden_grace = n[12],
    ready_silence = n[13],
    turn_time = n[14],
    turn_guaranteed = n[15],
    place_memory = n[16],
    remembered_places = n[17],
    is_known = n[18] == 1 or changed[1] or changed[2] or changed[3],
    recovery_time = n[19],
    admissions_per_user = n[20],
    maximum_shoppers = n[21],
    session_lifetime = n[22],
    session_maximum = n[23],
    sliding_session = n[24],
    gather_at = n[25],
    opens_at = n[26],
    closes_at = n[27],
    draw_at = n[28],
    order = n[29],
    mode = n[30],
    minimum_waits = {},
    ignored = {},
  }
  for i = 31, #packed / 8, 2 do
    p.minimum_waits[#p.minimum_waits + 1] = { up_to = n[i], wait = n[i + 1] }
  end
  if changed[1] and not rate then p.ignored[#p.ignored + 1] = 'admissions_per_second' end
  if changed[2] and not burst then p.ignored[#p.ignored + 1] = 'burst' end
  if changed[3] and changed[3] ~= '0' and changed[3] ~= '1' then p.ignored[#p.ignored + 1] = 'paused' end
  return p
end
