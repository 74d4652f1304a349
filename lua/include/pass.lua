-- read_pass(key, s) -> the pass stored there, or nil if there is none, it has ended, or the event of it was ended. A claimed pass can still be ended by its
-- claim: is_ended tells.
-- write_pass(key, pass, service). state: 1 live, 2 claimed, 3 spent. 89 bytes: state, ticket, expiry, user, id, granted (store time); and
-- of a claim: the Idempotency-Key it is bound to (zeros for none), its owner, the end of its lease by Redis' own time.
-- A session (see session.lua) is a spent pass.
-- The expiry is part of the value, by the service clock, which stands still in an outage. So the key outlives an unspent pass. A claimed
-- one may have ended long ago when its request ends it.
local function read_pass(key, s)
  local value = redis.call('GET', key)
  if not value or #value ~= 89 and #value ~= 81 then return nil end
  local pass = {}
  if #value == 81 then
    pass.state, pass.ticket, pass.expires, pass.user, pass.id, pass.granted = struct.unpack('<Bddc16c8d', value)
    pass.state, pass.is_session = 3, true
    return s.service <= pass.expires and pass.granted >= s.ended and pass or nil
  end
  pass.state, pass.ticket, pass.expires, pass.user, pass.id, pass.granted, pass.binding, pass.owner, pass.lease =
    struct.unpack('<Bddc16c8dc16c16d', value)
  pass.is_ended = s.service > pass.expires
  if pass.granted < s.ended or pass.is_ended and pass.state ~= 2 then return nil end
  return pass
end

local function write_pass(key, pass, service)
  local left = math.max(0, math.ceil((pass.expires - service) / 1000))
  local value = struct.pack('<Bddc16c8dc16c16d',
    pass.state, pass.ticket, pass.expires, pass.user, pass.id, pass.granted, pass.binding or none, pass.owner or none, pass.lease or 0)
  redis.call('SET', key, value, 'PX', string.format('%.0f', left + (pass.state == 3 and 30000 or 1200000)))
end
