-- fault_of(q, s, p, wanted, values) -> why these settings cannot follow those in force, or '', and a number that says more.
-- values: by name what is changed
-- include: draw
local past = 60000000 -- the clocks of an operator and of Redis differ a little

local function moved_to_past(s, p, values)
  for _, name in ipairs({ 'gather_at', 'opens_at', 'closes_at', 'draw_at' }) do
    local time = tonumber(values[name])
    if time and time > 0 and time < s.time - past and time ~= p[name] then return name end
  end
end

local function fault_of(q, s, p, wanted, values)
  local w, stage = wanted, s.draw.stage
  local name = moved_to_past(s, p, values)
  if name then return name .. '_past', 0 end
  if w.opens_at > 0 and w.gather_at > w.opens_at then return 'gather_after_opening', 0 end
  if w.closes_at > 0 and w.closes_at <= math.max(w.opens_at, w.gather_at) then return 'closes_before_opening', 0 end
  if w.order == 1 and w.opens_at == 0 then return 'draw_without_opening', 0 end
  if w.order == 1 and (w.draw_at < w.gather_at or w.draw_at > w.opens_at) then return 'draw_out_of_gathering', 0 end
  -- What cannot be announced before its time would be no draw.
  if stage == 0 and w.order == 1 and w.draw_at <= s.time and (p.order ~= 1 or w.draw_at ~= p.draw_at) then return 'draw_too_late', 0 end
  if stage >= 1 and (w.order ~= p.order or w.gather_at ~= p.gather_at) then return 'draw_announced', 0 end
  if stage == 1 and w.draw_at < p.draw_at then return 'draw_earlier', 0 end
  if stage >= 2 and w.draw_at ~= p.draw_at then return 'draw_frozen', 0 end
  if stage == 0 and w.order == 1 and p.order ~= 1 and (redis.call('ZCARD', q.queue) > 0 or s.phase == 0 and s.epoch) then return 'draw_after_joins', 0 end
  local inside = redis.call('ZCARD', q.admitted) + redis.call('ZCARD', q.sessions)
  if values.maximum_shoppers and w.maximum_shoppers > 0 and w.maximum_shoppers < inside then return 'maximum_below_inside', inside end
  return '', 0
end
