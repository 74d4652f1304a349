#!lua
-- Reads the settings in force for an event, and changes them for every gateway at once. A change that cannot be is refused as a whole.
-- KEYS  1 queue  2 heartbeats  3 state  4 settings  5 turns  6 records  7 remembered  8 admitted  9 rates  10 journal
--       11 restored  12 users  13 sessions  14 audit  15 draw  16 history
-- ARGV  1 policy (packed)  2 who changes it  3 how many pairs follow: name of the setting, new value as text; empty: as configured
-- Reply { why it was refused, or empty; a number of the reason; then as text: admissions per second, burst, mode, shoppers at most,
--         gather at, opens at, closes at, draw at, order, message; names of the settings that an operator changed }
-- include: now event_keys clock read_policy rank loss restore_clock read_event schedule append_audit

local at, q = now(), event_keys()
local p, s = read_event(q, ARGV[1], at)
local fields, values = {}, {}
for i = 4, 2 * ARGV[3] + 3, 2 do
  fields[#fields + 1], values[ARGV[i]] = ARGV[i], ARGV[i + 1]
end
local fault, number = '', 0
local wanted = read_policy(ARGV[1], q.settings, values)
if s.draw.stage >= 2 and values.opens_at and not values.draw_at and wanted.draw_at ~= p.draw_at then
  -- A draw without a time of its own goes with the opening, but this one has been.
  fields[#fields + 1], values.draw_at = 'draw_at', string.format('%.0f', p.draw_at)
  wanted = read_policy(ARGV[1], q.settings, values)
end
if #fields > 0 then fault, number = fault_of(q, s, p, wanted, values) end

if #fields > 0 and fault == '' then
  p.retention = p.full_retention -- an event that an operator changes is no invented one
  -- Tokens earned at the old rate stay earned, and time that passed stays passed: only from now on it is otherwise. But nobody has earned
  -- anything while everybody was let through.
  write_level(q, s, p, p.is_passing and not wanted.is_passing and 0 or s.level)
  write_clock(q.state, s, at, s.busy == 1)
  if values.mode then redis.call('HDEL', q.settings, 'paused') end
  for _, name in ipairs(fields) do
    local old = redis.call('HGET', q.settings, name) or ''
    if values[name] == '' then
      redis.call('HDEL', q.settings, name)
    else
      redis.call('HSET', q.settings, name, values[name])
    end
    append_audit(q, p, ARGV[2], 'set ' .. name, old .. '\n' .. values[name])
  end
  -- Operators prepare a sale days ahead: a change is kept 30 days longer than the event's other keys, and to the end of its schedule.
  local ends = math.max(wanted.opens_at, wanted.closes_at, at)
  redis.call('EXPIRE', q.settings, string.format('%.0f', math.ceil((ends - at) / 1000000) + p.retention + 2592000))
  p = wanted
end

local reply = { fault, number, string.format('%.17g', p.admissions_per_second), string.format('%.17g', p.burst), p.mode, p.maximum_shoppers,
  p.gather_at, p.opens_at, p.closes_at, p.draw_at, p.order, redis.call('HGET', q.settings, 'message') or '' }
-- HGETALL, because a restricted user of Redis may run it already.
local names, held = {}, redis.call('HGETALL', q.settings)
for i = 1, #held, 2 do names[#names + 1] = held[i] end
reply[#reply + 1] = table.concat(names, ' ')
return reply
