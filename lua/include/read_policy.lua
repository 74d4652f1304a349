-- read_policy(packed, settings, values) -> the numbers in force for this event, and in `ignored` the settings that are no such number.
-- packed: little-endian doubles written by EventPolicy.Pack; times in microseconds, retention in seconds. The version of the
-- configuration, 29 numbers, then the minimum waits as pairs: up to which position, how long.
-- settings: the hash of what an operator changed at run time; a field there overrides the configured number. Somebody may have typed
-- it by hand: what is no number in its range is as if it were not there.
-- values: by name what the settings would be; nil for as they are.
-- mode: one of the names in `modes`. order: 0 by arrival, 1 drawn. A schedule's times are microseconds since the Unix epoch, 0 for none.
local modes = { normal = 0, paused = 1, draining = 3, passthrough = 4, off = 5, maintenance = 6 }
-- paused: 0 or 1, what earlier versions wrote in place of the mode; a mode wins.
local settable = { 'paused', 'admissions_per_second', 'burst', 'mode', 'maximum_shoppers', 'gather_at', 'opens_at', 'closes_at', 'draw_at', 'order' }
local least = { admissions_per_second = 1e-300, burst = 1 }
local most = { admissions_per_second = 1000000, burst = 1000000, maximum_shoppers = 10000000, order = 1, paused = 1 }
local draw_before_opening = 120000000

local function setting(name, text)
  if name == 'mode' then return modes[text] end
  local number = tonumber(text)
  return number and number >= (least[name] or 0) and number <= (most[name] or 9e15) and number or nil
end

local function read_policy(packed, settings, values)
  local n = { struct.unpack('<' .. string.rep('d', #packed / 8), packed) }
  local changed = redis.call('HMGET', settings, unpack(settable))
  local p = {
    admissions_per_second = n[2],
    burst = n[3],
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
    is_known = n[18] == 1,
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
  for i, name in ipairs(settable) do
    local wished = values and values[name]
    local text = wished or changed[i]
    if text and wished ~= '' then
      local value = setting(name, text)
      if value then p[name == 'paused' and 'mode' or name] = value else p.ignored[#p.ignored + 1] = name end
      p.is_known = true
    end
  end
  if p.order == 1 and p.draw_at == 0 and p.opens_at > 0 then p.draw_at = p.opens_at - draw_before_opening end
  if p.admissions_per_user < 0 then p.admissions_per_user = p.order == 1 and 1 or 0 end -- nobody set it
  p.is_passing = p.mode == 4 or p.mode == 5
  p.is_stopped = p.mode == 1 or p.mode == 6
  return p
end
