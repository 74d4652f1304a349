-- read_key(key, at) -> the record of an Idempotency-Key, or nil if there is none or it has expired.
-- write_key(key, record, at). state: 1 claimed, 2 completed. 49 bytes: state, lease, expiry, fingerprint, owner; then the response.
-- Lease and expiry are part of the value, so the script's clock decides and not the key's eviction.
local function read_key(key, at)
  local value = redis.call('GET', key)
  if not value then return nil end
  local record = {}
  record.state, record.lease, record.expires, record.fingerprint, record.owner = struct.unpack('<Bddc16c16', value)
  if at > record.expires then return nil end
  record.response = string.sub(value, 50)
  return record
end

local function write_key(key, record, at)
  local value = struct.pack('<Bddc16c16', record.state, record.lease, record.expires, record.fingerprint, record.owner) .. record.response
  redis.call('SET', key, value, 'PX', string.format('%.0f', math.ceil((record.expires - at) / 1000)))
end
