-- reach(s, p) -> how many positions, counted from the front, the bucket can serve now:
-- max(L, min(overdraft positions, L + overdraft)), L in whole tokens.
-- is_ready(position, rank, ticket, reachable, s, p): the rule itself. While the event recovers nobody is who may have lost ones ahead.
-- include: has_waited
local function reach(s, p)
  if p.paused or s.is_closed then return 0 end
  local whole = math.floor(s.level / 1000000)
  return math.max(whole, math.min(p.overdraft_positions, whole + p.overdraft))
end

local function is_ready(position, rank, ticket, reachable, s, p)
  return position <= reachable and rank <= s.held_after and has_waited(position, s.store - ticket, p)
end
