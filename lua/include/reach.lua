-- reach(level, p) -> how many positions, counted from the front, the bucket can serve now:
-- max(L, min(overdraft positions, L + overdraft)), L in whole tokens.
local function reach(level, p)
  if p.paused then return 0 end
  local whole = math.floor(level / 1000000)
  return math.max(whole, math.min(p.overdraft_positions, whole + p.overdraft))
end
