-- waited_enough(position, waited, p) -> whether the minimum wait of that position (microseconds) is over.
local function waited_enough(position, waited, p)
  if position <= p.near then return waited >= p.near_wait end
  if position <= p.middle then return waited >= p.middle_wait end
  return waited >= p.far_wait
end
