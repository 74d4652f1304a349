-- waited_enough(position, waited, p) -> whether the minimum wait of that position (microseconds) is over.
-- Tickets of one microsecond run ahead of the clock, and a clock may go back: nobody has waited less than nothing.
local function waited_enough(position, waited, p)
  waited = math.max(0, waited)
  if position <= p.near then return waited >= p.near_wait end
  if position <= p.middle then return waited >= p.middle_wait end
  return waited >= p.far_wait
end
