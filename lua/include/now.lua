-- now() -> microseconds by the store's own clock, never a gateway's: gateways disagree, the store does not.
local function now()
  local time = redis.call('TIME')
  return time[1] * 1000000 + time[2]
end
