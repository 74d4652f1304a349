-- may_freeze(s, p), freeze(q, s, p): from the time of the draw on, whoever has a place is in it, also who lost it and will come back. The
-- first call after that time says so. It is never before the time that was announced.
-- A draw that was not announced by then has nobody to draw, because nobody may join before the announcement: the same call ends it, and
-- the event goes by arrival. may_end(s, p): so it is. The field `unannounced` tells this end from that by an operator.
-- heal_draw(q, s): a state that was lost alone has its draw from the record
-- include: draw phase lose append_audit draw_papers
local function heal_draw(q, s)
  local kept = redis.call('HMGET', q.draw, 'stage', 'generation')
  local d = read_draw(kept[1])
  if d.stage > s.draw.stage and s.generation and kept[2] and belongs(s, kept[2]) then write_draw(q, s, d.stage, d.ticket, d.at) end
end

local function may_freeze(s, p)
  return s.draw.stage == 1 and s.time >= math.max(p.draw_at, s.draw.at)
end

local function may_end(s, p)
  -- After a loss the announcement comes from who has it.
  return s.draw.stage == 0 and p.order == 1 and s.time >= p.draw_at and s.generation and not s.is_recovering
end

local function freeze(q, s, p)
  if may_freeze(s, p) then
    write_draw(q, s, 2, math.max(s.last_ticket or 0, s.is_recovering and s.loss.to or 0), s.store)
    -- For the papers: the time that decided. After an outage store time is behind it.
    redis.call('HSET', q.draw, 'frozen_at', string.format('%.0f', s.time))
    append_audit(q, p, 'gateway', 'draw_freeze', string.format('tickets up to %.0f', s.draw.ticket))
  elseif may_end(s, p) then
    heal_draw(q, s)
    if s.draw.stage == 0 then
      local reason = s.loss and s.loss.is_total and 'The store lost it with everything else, and no gateway knew it.'
        or s.joined > 0 and 'Visitors had joined before it could be announced.' or 'It was not announced before its time.'
      local list = { 'generation', s.generation, 'reason', reason, 'abandoned_at', string.format('%.0f', s.time), 'unannounced', 1 }
      inherit(q, s, list)
      redis.call('UNLINK', q.draw) -- of an earlier event with this name
      write_draw(q, s, 6, 0, s.store)
      redis.call('HSET', q.draw, unpack(list))
      redis.call('EXPIRE', q.draw, audit_retention)
      append_audit(q, p, 'gateway', 'abandon_draw', reason)
    end
    judge_phase(s, p, s.time)
    if not s.is_standing then s.waiting = s.waiting + s.gap end
  end
end
