-- has_waited(position, waited, p) -> whether the minimum wait of that position (microseconds) is over.
-- Tickets of one microsecond run ahead of the clock, and a clock may go back: a negative wait counts as zero.
local function has_waited(position, waited, p)
  waited = math.max(0, waited)
  for i = 1, #p.minimum_waits do
    local minimum = p.minimum_waits[i]
    if position <= minimum.up_to then return waited >= minimum.wait end
  end
end
