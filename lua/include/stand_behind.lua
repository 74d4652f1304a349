-- stand_behind(q, s, p, rank, seen) -> where somebody stands who comes back when a recovery is over: at their rank, or behind who was ever
-- ready; at the end if nobody saw them in the last two minutes before the loss. They may have been gone before it.
-- include: bring_back
local function stand_behind(q, s, p, rank, seen)
  if seen < s.loss.newest - fresh then return end_rank(q, s, s.front) end
  return home_of(q, s, reach(s, p), { kind = 1, rank = rank })
end
