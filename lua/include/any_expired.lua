-- any_expired(heartbeats, at, p) -> whether at least one entry has expired and waits for the next maintenance.
-- Usually none has, and these two calls save reading the heartbeat of every visitor of a batch.
local function any_expired(heartbeats, at, p)
  return #redis.call('ZRANGEBYSCORE', heartbeats, '(' .. string.format('%.0f', -at), '(0', 'LIMIT', 0, 1) > 0
    or #redis.call('ZRANGEBYSCORE', heartbeats, '0', '(' .. string.format('%.0f', at - p.heartbeat_timeout), 'LIMIT', 0, 1) > 0
end
