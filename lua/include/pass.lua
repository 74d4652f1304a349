-- read_pass(key, at) -> the pass stored there, or nil if there is none or it has ended.
-- write_pass(key, pass, at). state: 1 live, 2 claimed, 3 spent. 49 bytes: state, ticket, expiry, user, claim; a claimed pass has
-- 8 more: the end of the lease. A claim without a lease holds until the pass ends.
-- Expiry and lease are part of the value and the key outlives both, so the script's clock decides and not the key's eviction.
local function read_pass(key, at)
  local value = redis.call('GET', key)
  if not value then return nil end
  local pass = {}
  pass.state, pass.ticket, pass.expires, pass.user, pass.claim = struct.unpack('<Bddc16c16', value)
  if at > pass.expires then return nil end
  pass.lease = #value > 49 and struct.unpack('<d', value, 50) or pass.expires
  return pass
end

local function write_pass(key, pass, at)
  local left = math.ceil((pass.expires - at) / 1000)
  local value = struct.pack('<Bddc16c16', pass.state, pass.ticket, pass.expires, pass.user, pass.claim)
  if pass.state == 2 then value = value .. struct.pack('<d', pass.lease) end
  redis.call('SET', key, value, 'PX', string.format('%.0f', left + 30000))
end
