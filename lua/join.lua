#!lua
-- Gives each of N identities its one place.
-- KEYS  1 queue  2 seen  3 clock  4 settings  5 rates  6 journal
-- ARGV  1 policy (packed)  2 N  3 N entries (16 bytes each)
-- Reply doubles in one string: now, then N times: created 0|1, ticket, position
-- include: now policy silent record count depart entries

local at = now()
local p = read_policy(ARGV[1], KEYS[4])
local q = { queue = KEYS[1], seen = KEYS[2], rates = KEYS[5], journal = KEYS[6] }
local entries = read_entries(ARGV[3], tonumber(ARGV[2]))
local held = redis.call('ZMSCORE', q.queue, unpack(entries))

-- Whose time was up has no place any more. They go first: the positions below are those after it.
local tickets = {}
for i, entry in ipairs(entries) do
  if held[i] and tickets[entry] == nil then
    local beat = tonumber(redis.call('ZSCORE', q.seen, entry))
    tickets[entry] = not silent(beat, at, p) and tonumber(held[i])
    if not tickets[entry] then depart(q, entry, held[i], beat, beat < 0 and 'left' or 'expired', at, p) end
  end
end
local positions = {}
for entry, ticket in pairs(tickets) do
  positions[entry] = ticket and redis.call('ZRANK', q.queue, entry) + 1
end

local length = redis.call('ZCARD', q.queue)
local before = length
local last = tonumber(redis.call('GET', KEYS[3]) or 0)
if last == 0 then redis.call('HSET', q.rates, 'born', string.format('%.0f', at)) end
local beat = string.format('%.0f', at)
local beats, places, reply = {}, {}, { at }
for i, entry in ipairs(entries) do
  local created = not positions[entry]
  if created then
    -- A new ticket is the largest of all, so its position is the length. The same identity again in this call finds it.
    last = math.max(at, last + 1)
    length = length + 1
    tickets[entry], positions[entry] = last, length
    local ticket = string.format('%.0f', last)
    places[#places + 1] = ticket
    places[#places + 1] = entry
    record(q.journal, p, 'joined', entry, ticket)
  end
  -- Whoever asks for their place again is there: a heartbeat, and the end of a soft leave.
  beats[2 * i - 1], beats[2 * i] = beat, entry
  reply[3 * i - 1], reply[3 * i], reply[3 * i + 1] = created and 1 or 0, tickets[entry], positions[entry]
end

redis.call('ZADD', q.seen, unpack(beats))
if #places > 0 then
  redis.call('SET', KEYS[3], string.format('%.0f', last), 'KEEPTTL')
  redis.call('ZADD', q.queue, unpack(places))
end
if before == 0 then
  -- These keys are new, and the pulse that keeps keys alive may never come again.
  for i, key in ipairs(KEYS) do
    if i ~= 4 then redis.call('EXPIRE', key, p.retention) end
  end
end
return struct.pack('<' .. string.rep('d', #reply), unpack(reply))
