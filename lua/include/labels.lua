-- What the application says of who joins, as a hash of 8 bytes; in the hash of users, and only of visitors who have one.
-- label_field(entry) -> where it stands
-- write_labels(q, created, packed): of the entries that were created, by number; packed has 8 bytes for each, zeros for none
local no_label = string.rep('\0', 8)

local function label_field(entry) return 'label:' .. entry end

local function write_labels(q, created, packed)
  if packed == '' then return end
  for i, entry in pairs(created) do
    local label = string.sub(packed, 8 * i - 7, 8 * i)
    if label ~= no_label then redis.call('HSET', q.users, label_field(entry), label) end
  end
end
