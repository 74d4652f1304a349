-- silent(seen, at, p) -> whether an entry's time is up: no heartbeat within the heartbeat time, or a soft leave
-- that no poll took back. A soft leave is kept in `seen` as minus its deadline; a heartbeat as its own time.
local function silent(seen, at, p)
  if seen < 0 then return at > -seen end
  return at - seen > p.heartbeat
end
