-- anybody_silent(seen, at, p) -> whether anybody's time is up and the pulse has not taken them out yet. Mostly nobody's is,
-- and these two calls save reading the heartbeat of everybody who asks.
local function anybody_silent(seen, at, p)
  return #redis.call('ZRANGEBYSCORE', seen, '(' .. string.format('%.0f', -at), '(0', 'LIMIT', 0, 1) > 0
    or #redis.call('ZRANGEBYSCORE', seen, '0', '(' .. string.format('%.0f', at - p.heartbeat), 'LIMIT', 0, 1) > 0
end
