-- read_key(key, at) -> what is held of an Idempotency-Key, or nil when there is nothing or its time is over.
-- write_key(key, held, at). state: 1 claimed, 2 answered. 49 bytes: state, lease, expiry, fingerprint, owner; then the answer.
-- Lease and expiry are written into the value: the script's clock decides, not the key's eviction.
local function read_key(key, at)
  local value = redis.call('GET', key)
  if not value then return nil end
  local held = {}
  held.state, held.lease, held.expires, held.fingerprint, held.owner = struct.unpack('<Bddc16c16', value)
  if at > held.expires then return nil end
  held.answer = string.sub(value, 50)
  return held
end

local function write_key(key, held, at)
  local value = struct.pack('<Bddc16c16', held.state, held.lease, held.expires, held.fingerprint, held.owner) .. held.answer
  redis.call('SET', key, value, 'PX', string.format('%.0f', math.ceil((held.expires - at) / 1000)))
end
