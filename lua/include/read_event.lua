-- read_event(q, packed, at, caller) -> p (see read_policy.lua), s: the clocks, and
--   is_other    another gateway's configuration is in force, not this one's. The largest version is; of one version the numbers that
--               are, until no gateway has come with them for a minute: gateways must not alternate
--   level       what the bucket holds at s.store, in millionths of a token (see level.lua)
--   last_ticket, epoch  the last ticket and the first (ranks count from it), or nil before the first join
--   front       the largest rank that was ever ready
--   joined      how many have joined
--   draw (see draw.lua), phase and what follows from it (see phase.lua)
--   ended       the store time before which an operator ended an event of this name, or 0 (see end_event.lua)
--   generation, aliases, loss (see loss.lua), mark (see caller.lua), has_attached (somebody is: see attach.lua)
-- judge_size(q, s, p): sets p.is_small and the retention that follows. Anybody can invent an event by joining it, so one that nobody
-- configured keeps no history before the tenth visitor, and ends ten minutes after a visitor's last call.
-- extend(p, ...): the keys of the event but its settings, audit and draw live for the retention from now. keep_small(p): the same after a
-- visitor's call
-- mode_of(p, s) -> as read_policy.lua numbers the modes; 2 recovering
-- include: clock restore_clock loss phase level
local policy_held = 60000000
local small_event, small_retention = 10, 600

local function judge_size(q, s, p)
  p.is_small = not p.is_known and s.ended == 0 and s.joined < small_event and redis.call('EXISTS', q.rates) == 0
  p.retention = p.is_small and small_retention or p.full_retention
end

local function read_event(q, packed, at, caller)
  local held = redis.call('HMGET', q.state, 'clock', 'level', 'level_at', 'last_ticket', 'epoch', 'front', 'policy', 'policy_at', 'joined',
    'generation', 'aliases', 'loss', 'marked_since', 'attached', 'draw', 'ended', caller and 'mark:' .. caller.id or 'mark')
  local in_force, is_other = held[7], false
  if in_force and in_force ~= packed and #in_force % 8 == 0 and #in_force >= 30 * 8 then
    local theirs, ours = struct.unpack('<d', in_force), struct.unpack('<d', packed)
    is_other = theirs > ours or (theirs == ours and at - (tonumber(held[8]) or 0) <= policy_held)
    if is_other then packed = in_force end
  end
  local p = read_policy(packed, q.settings)
  local s = read_clock(held[1], at)
  if s then
    s.last_ticket, s.epoch = tonumber(held[4]), tonumber(held[5])
    if s.epoch and not s.last_ticket then s.last_ticket = s.epoch + last_index(q) end
  else
    s = restore_clock(q, p, at)
    s.is_restored = s.epoch
  end
  s.front = tonumber(held[6]) or -math.huge
  s.generation, s.aliases, s.loss = held[10] or nil, held[11] or '', read_loss(held[12])
  s.marked_since, s.has_attached, s.ended, s.mark = tonumber(held[13]) or 0, held[14], tonumber(held[16]) or 0, tonumber(held[17])
  s.draw = read_draw(held[15])
  judge_phase(s, p, at)
  if not s.is_standing then s.waiting = s.waiting + s.gap end
  judge_loss(s)
  s.joined = tonumber(held[9]) or 0
  judge_size(q, s, p)
  s.is_other, s.has_policy = is_other, in_force
  s.level = level_of(s, p, tonumber(held[2]), tonumber(held[3]))
  return p, s
end

local function mode_of(p, s)
  return p.mode == 0 and s.is_recovering and 2 or p.mode
end

-- Settings, audit and draw live longer, whatever visitors do.
local outlives = { [4] = true, [14] = true, [15] = true }

local function extend(p, ...)
  for i = 1, 16 do
    if not outlives[i] then redis.call('EXPIRE', KEYS[i], p.retention, ...) end
  end
end

local function keep_small(p)
  if p.is_small then extend(p) end
end
