-- now() -> microseconds by the store's clock. A gateway's clock is never used, because gateways disagree.
local function now()
  local time = redis.call('TIME')
  return time[1] * 1000000 + time[2]
end
