-- Three clocks, all in microseconds. Each begins as the time of Redis and never goes back.
--   store    tickets, the bucket, minimum waits. A jump of Redis' clock is taken out.
--   service  passes. Without outages.
--   waiting  heartbeats, turns, soft leaves, the memory. Without outages, and without the time in which nobody may enter: before the opening, until the
--            draw is done, while an operator has stopped the event, while it recovers.
-- read_clock(packed, at) -> the clocks at `at`, or nil if none is stored. unbroken: the store clock if the gap is no outage. The waiting
-- clock is still where it was `gap` ago: read_event lets it go on, or stand still.
-- While somebody waits, maintenance runs every second. So a longer gap is an outage or a jump: it counts as 2 s at most until
-- maintenance comes, which may know better (see maintain.lua).
-- write_clock(state, c, at, busy): busy: somebody waits, or is remembered.
local longest_gap = 2000000

local function read_clock(packed, at)
  if not packed or #packed ~= 33 then return nil end
  local c = {}
  c.run, c.store, c.service, c.waiting, c.busy = struct.unpack('<ddddB', packed)
  local gap = math.max(0, at - c.run)
  c.unbroken = c.store + gap
  if c.busy == 1 then gap = math.min(gap, longest_gap) end
  c.store, c.service, c.gap = c.store + gap, c.service + gap, gap
  return c
end

local function write_clock(state, c, at, busy)
  redis.call('HSET', state, 'clock', struct.pack('<ddddB', at, c.store, c.service, c.waiting, busy and 1 or 0))
end
