-- The steps of a draw. Each is made once, in this order, by whoever comes first; nothing goes back. Between root and seed any number of
-- operators supply what they say is the beacon's signature, which decides nothing: whoever makes the seed judges it.
-- is_next(q, s, p, step, fields): whether this step may be made now. fields: what it brings
-- keep_draw(q, s, p, left): the record is kept for 400 days, and the state at least until the day after the draw, whether somebody comes or
-- not: it says of which generation the draw was announced
-- first_round(time, genesis, period) -> the first round of a beacon that appears at least 30 s after a time
-- include: draw lose freeze append_audit
local round_distance = 30
local max_amendments = 1000

local function is_next(q, s, p, step, fields)
  local d = s.draw
  if step == 'announce' then
    -- After a loss the record comes from who has it. Whoever joined before it could not read it: their event was by arrival.
    if s.joined > 0 or redis.call('ZCARD', q.queue) > 0 then return false end
    return d.stage == 0 and p.order == 1 and not s.is_recovering and s.time < p.draw_at and fields.generation == s.generation
      and tonumber(fields.draw_at) == p.draw_at and s.time <= tonumber(fields.gather_at or p.draw_at)
  elseif step == 'amend' then
    return d.stage == 1 and p.draw_at > d.at and s.time < p.draw_at and tonumber(redis.call('HGET', q.draw, 'amendments') or 0) < max_amendments
  elseif step == 'freeze' then
    return may_freeze(s, p) or may_end(s, p)
  elseif step == 'root' then
    return d.stage == 2 and not s.is_recovering -- some are not back
  elseif step == 'supply' then
    return d.stage == 3 and redis.call('HGET', q.draw, 'round')
  elseif step == 'seed' then
    return d.stage == 3
  elseif step == 'ranked' then
    return d.stage == 4 and tonumber(redis.call('HGET', q.draw, 'ranked') or 0) >= tonumber(fields.chunks)
  end
  -- Once the seed is there, so is the outcome.
  return step == 'abandon' and d.stage <= 3 and (p.order == 1 or d.stage > 0) and s.generation
end

local function keep_draw(q, s, p, left)
  if s.draw.stage == 0 then return end
  redis.call('EXPIRE', q.draw, audit_retention)
  redis.call('EXPIRE', left, p.retention)
  redis.call('EXPIRE', q.state, math.ceil(math.max(0, s.draw.at - s.time) / 1000000) + p.retention)
end

local function first_round(time, genesis, period)
  return math.max(1, math.ceil((time + (round_distance - genesis) * 1000000) / (period * 1000000)) + 1)
end
