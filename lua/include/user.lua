-- What a user has of an event: the entry that was let in last, until when its pass lives (service clock; 0 if it is spent), and how many
-- passes they spent. read_user(q, user) -> that, or nil for nobody and who has nothing; write_user(q, user, u)
local function read_user(q, user)
  if user == none then return nil end
  local value = redis.call('HGET', q.users, user)
  if not value or #value ~= 32 then return nil end
  local u = {}
  u.entry, u.expires, u.spent = struct.unpack('<c16dd', value)
  return u
end

local function write_user(q, user, u)
  if user == none then return end
  redis.call('HSET', q.users, user, struct.pack('<c16dd', u.entry, u.expires, u.spent))
end

-- Beside them, of a user who was attached to a place that was joined without one: their own entry, which has the entry of that place; and
-- holder_of(entry), the field of that place's entry, which has the user. Each is 16 bytes.
local function holder_of(entry)
  return 'holder:' .. entry
end
