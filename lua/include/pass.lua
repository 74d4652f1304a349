-- read_pass(key, service) -> the pass stored there, or nil if there is none or it has ended. A claimed pass can still be ended by its
-- claim: is_ended tells.
-- write_pass(key, pass, service). state: 1 live, 2 claimed, 3 spent. 49 bytes: state, ticket, expiry, user, claim; a claimed pass has
-- 8 more: the end of the lease, by Redis' own time.
-- The expiry is part of the value, by the service clock, which stands still in an outage. So the key outlives an unspent pass. A claimed
-- one may have ended long ago when its request ends it.
local function read_pass(key, service)
  local value = redis.call('GET', key)
  if not value then return nil end
  local pass = {}
  pass.state, pass.ticket, pass.expires, pass.user, pass.claim = struct.unpack('<Bddc16c16', value)
  pass.is_ended = service > pass.expires
  if pass.is_ended and pass.state ~= 2 then return nil end
  pass.lease = #value > 49 and struct.unpack('<d', value, 50) or 0
  return pass
end

local function write_pass(key, pass, service)
  local left = math.max(0, math.ceil((pass.expires - service) / 1000))
  local value = struct.pack('<Bddc16c16', pass.state, pass.ticket, pass.expires, pass.user, pass.claim)
  if pass.state == 2 then value = value .. struct.pack('<d', pass.lease) end
  redis.call('SET', key, value, 'PX', string.format('%.0f', left + (pass.state == 3 and 30000 or 1200000)))
end
