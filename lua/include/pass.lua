-- read_pass(key, at) -> the pass held there, or nil when there is none or its time is over.
-- write_pass(key, pass, at). state: 1 live, 2 claimed, 3 spent. 49 bytes: state, ticket, expiry, user, claim; while it is
-- claimed 8 more: end of the lease. A claim without one holds until the pass is over.
-- Expiry and lease are written into the value, and the key outlives both: the script's clock decides, not the key's eviction.
local function read_pass(key, at)
  local held = redis.call('GET', key)
  if not held then return nil end
  local pass = {}
  pass.state, pass.ticket, pass.expires, pass.user, pass.claim = struct.unpack('<Bddc16c16', held)
  if at > pass.expires then return nil end
  pass.lease = #held > 49 and struct.unpack('<d', held, 50) or pass.expires
  return pass
end

local function write_pass(key, pass, at)
  local left = math.ceil((pass.expires - at) / 1000)
  local value = struct.pack('<Bddc16c16', pass.state, pass.ticket, pass.expires, pass.user, pass.claim)
  if pass.state == 2 then value = value .. struct.pack('<d', pass.lease) end
  redis.call('SET', key, value, 'PX', string.format('%.0f', left + 30000))
end
