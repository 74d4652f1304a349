#!lua
-- Gives each of N identities its one place.
-- KEYS  1 queue  2 heartbeats  3 last_ticket  4 settings  5 rates  6 journal
-- ARGV  1 policy (packed)  2 N  3 N entries (16 bytes each)
-- Reply doubles in one string: now, then N times: created 0|1, ticket, position
-- include: now read_policy rank is_expired append_journal add_rate depart read_entries

local at = now()
local p = read_policy(ARGV[1], KEYS[4])
local q = { queue = KEYS[1], heartbeats = KEYS[2], rates = KEYS[5], journal = KEYS[6] }
local entries = read_entries(ARGV[3], tonumber(ARGV[2]))
local ranks = redis.call('ZMSCORE', q.queue, unpack(entries))

-- Expired entries of these identities depart first: the positions below are those after it.
local tickets = {}
for i, entry in ipairs(entries) do
  if ranks[i] and tickets[entry] == nil then
    local heartbeat = tonumber(redis.call('ZSCORE', q.heartbeats, entry))
    local ticket = ticket_of(tonumber(ranks[i]))
    tickets[entry] = not is_expired(heartbeat, at, p) and ticket
    if not tickets[entry] then depart(q, entry, ticket, heartbeat, heartbeat < 0 and 'left' or 'expired', at, p) end
  end
end
local positions = {}
for entry, ticket in pairs(tickets) do
  positions[entry] = ticket and redis.call('ZRANK', q.queue, entry) + 1
end

local length = redis.call('ZCARD', q.queue)
local before = length
local last = tonumber(redis.call('GET', KEYS[3]) or 0)
if last == 0 then redis.call('HSET', q.rates, 'first_join', string.format('%.0f', at)) end
local heartbeat = string.format('%.0f', at)
local heartbeats, places, reply = {}, {}, { at }
for i, entry in ipairs(entries) do
  local created = not positions[entry]
  if created then
    -- A new ticket is the largest of all, so its position is the length. The same identity again in this call finds it.
    last = math.max(at, last + 1)
    length = length + 1
    tickets[entry], positions[entry] = last, length
    places[#places + 1] = string.format('%.0f', rank_of(last))
    places[#places + 1] = entry
    append_journal(q.journal, p, 'joined', entry, string.format('%.0f', last))
  end
  -- A join that finds a place is a heartbeat, and takes back a soft leave.
  heartbeats[2 * i - 1], heartbeats[2 * i] = heartbeat, entry
  reply[3 * i - 1], reply[3 * i], reply[3 * i + 1] = created and 1 or 0, tickets[entry], positions[entry]
end

redis.call('ZADD', q.heartbeats, unpack(heartbeats))
if #places > 0 then
  redis.call('SET', KEYS[3], string.format('%.0f', last), 'KEEPTTL')
  redis.call('ZADD', q.queue, unpack(places))
end
if before == 0 then
  -- These keys are new, and the maintenance that renews their expiry may never come.
  for i, key in ipairs(KEYS) do
    if i ~= 4 then redis.call('EXPIRE', key, p.retention) end
  end
end
return struct.pack('<' .. string.rep('d', #reply), unpack(reply))
