-- allowed(level, p) -> how many positions, from the front, the bucket can serve now: max(L, min(bypass, L + overdraft)).
local function allowed(level, p)
  if p.paused then return 0 end
  local whole = math.floor(level / 1000000)
  return math.max(whole, math.min(p.bypass, whole + p.overdraft))
end
