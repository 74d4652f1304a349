-- replace_attached(q, s, entries) -> by number the entry of the place where a user stands who was attached to it. It replaces the user's own.
local function replace_attached(q, s, entries)
  local taken = s.has_attached and redis.call('HMGET', q.users, unpack(entries)) or {}
  for i = 1, #entries do
    if taken[i] then entries[i] = taken[i] end
  end
  return taken
end
