-- judge_phase(s, p): where the event is in its schedule, and what follows from that.
-- time: the later of store time and Redis' own. An outage that nobody could vouch for must not delay an opening.
-- phase: 0 open, 1 scheduled, 2 gathering, 3 closed. is_undrawn: its draw is not done.
-- is_standing: nobody may enter, so the waiting clock stands still. refuses_joins: nobody takes a new place. is_over: it is closed,
-- and nobody comes back.
-- is_settling: another event of this name was ended just now. A gateway may not know for two seconds that its sessions are over, so their
-- seats are held.
-- include: draw
local settling = 3000000

local function judge_phase(s, p, at)
  s.time = math.max(s.store, at)
  if s.time < p.gather_at then s.phase = 1
  elseif s.time < p.opens_at then s.phase = 2
  elseif p.closes_at > 0 and s.time >= p.closes_at then s.phase = 3
  else s.phase = 0 end
  if s.draw.stage == 2 then p.is_passing = false end -- who is in it must not change before the list of leaves is there
  s.is_undrawn = (p.order == 1 or s.draw.stage > 0) and s.draw.stage < 5
  s.is_gathering = s.phase == 1 or s.phase == 2 or s.is_undrawn
  s.is_settling = s.ended > 0 and s.store < s.ended + settling
  s.is_standing = p.is_stopped or s.is_gathering or s.is_settling or (s.loss and not s.loss.is_over)
  s.is_over = s.phase == 3 and not p.is_passing
  s.refuses_joins = not p.is_passing and (s.phase == 1 or s.phase == 3 or p.mode == 3 or p.mode == 6)
end

-- may_freeze(s, p), freeze(q, s, p): from the time of the draw on, whoever has a place is in it, also who lost it and will come back. The first call after
-- that time says so. It is never before the time that was announced.
local function may_freeze(s, p)
  return s.draw.stage == 1 and s.time >= math.max(p.draw_at, s.draw.at)
end

local function freeze(q, s, p)
  if not may_freeze(s, p) then return end
  write_draw(q, s, 2, math.max(s.last_ticket or 0, s.is_recovering and s.loss.to or 0), s.store)
end
