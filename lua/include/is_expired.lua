-- is_expired(heartbeat, at, p) -> whether an entry has had no heartbeat within the heartbeat timeout, or its soft leave is over.
-- A heartbeat is stored as its time. A soft leave is stored as its deadline, negated.
local function is_expired(heartbeat, at, p)
  if heartbeat < 0 then return at > -heartbeat end
  return at - heartbeat > p.heartbeat_timeout
end
