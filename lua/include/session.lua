-- A session is what a pass turned into, under the pass' own key. To whoever asks for the pass it is spent: see read_pass.
-- read_session(key, s) -> the session, or nil if there is none that lives, or the event of it was ended. write_session(key, session, service)
-- 81 bytes: state (4), ticket, end, user, id of the pass, when that was granted, when it would have ended, id of the session, when it was
-- opened, the latest end it can have. Granted and opened are store time, the others are of the service clock.
-- tell_session(p, s, session) -> what a gateway is told: id, user, ticket, opened, now, until when it need not ask again, end, latest end
local function read_session(key, s)
  local value = redis.call('GET', key)
  if not value or #value ~= 81 then return nil end
  local session = {}
  session.state, session.ticket, session.ends, session.user, session.pass_id, session.granted, session.pass_ends, session.id, session.opened,
    session.maximum = struct.unpack('<Bddc16c8ddc8dd', value)
  if session.ends < s.service or session.opened < s.ended then return nil end
  return session
end

-- The end is part of the value, by the service clock, which stands still in an outage. So the key outlives it.
local function write_session(key, session, service)
  local left = math.max(0, math.ceil((session.ends - service) / 1000))
  local value = struct.pack('<Bddc16c8ddc8dd', 4, session.ticket, session.ends, session.user, session.pass_id, session.granted, session.pass_ends,
    session.id, session.opened, session.maximum)
  redis.call('SET', key, value, 'PX', string.format('%.0f', left + 1200000))
end

local function tell_session(p, s, session)
  local fresh = math.min(session.ends, s.service + math.floor(p.session_lifetime / 4))
  return session.id, session.user, session.ticket, session.opened, s.service, fresh, session.ends, session.maximum
end
