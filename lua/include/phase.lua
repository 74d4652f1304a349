-- judge_phase(s, p): where the event is in its schedule, and what follows from that.
-- time: the later of store time and Redis' own. An outage that nobody could vouch for must not delay an opening.
-- phase: 0 open, 1 scheduled, 2 gathering, 3 closed. is_undrawn: its draw is not done.
-- is_standing: nobody may enter, so the waiting clock stands still. refuses_joins: nobody takes a new place; before a draw is announced
-- nobody does, so that everybody who is drawn could read the announcement. is_over: it is closed, and nobody comes back.
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
  s.refuses_joins = not p.is_passing and (s.phase == 1 or s.phase == 3 or p.mode == 3 or p.mode == 6
    or p.order == 1 and s.draw.stage == 0 and s.time < p.draw_at)
end
