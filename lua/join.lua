#!lua
-- Gives each of N identities its one place.
-- KEYS  1 queue  2 seen  3 clock  4 settings  5 rates  6 journal
-- ARGV  1 policy (packed)  2 N  3.. N entries (16 bytes)
-- Reply { now, then N times: created 0|1, ticket, position }
-- include: now policy silent record count depart

local at = now()
local p = read_policy(ARGV[1], KEYS[4])
local q = { queue = KEYS[1], seen = KEYS[2], rates = KEYS[5], journal = KEYS[6] }
local n = tonumber(ARGV[2])
local tickets = redis.call('ZMSCORE', q.queue, unpack(ARGV, 3, n + 2))
local seen = redis.call('ZMSCORE', q.seen, unpack(ARGV, 3, n + 2))

-- Whose time was up has no place any more. They go first: the positions below are those after it.
local held = {}
for i = 1, n do
  local entry = ARGV[i + 2]
  if tickets[i] and held[entry] == nil then
    local beat = tonumber(seen[i])
    held[entry] = not silent(beat, at, p) and tickets[i]
    if not held[entry] then depart(q, entry, tickets[i], beat, beat < 0 and 'left' or 'expired', at, p) end
  end
end
for entry, ticket in pairs(held) do
  held[entry] = ticket and { 0, tonumber(ticket), redis.call('ZRANK', q.queue, entry) + 1 }
end

local length = redis.call('ZCARD', q.queue)
local before = length
local last = tonumber(redis.call('GET', KEYS[3]) or 0)
if last == 0 then redis.call('HSET', q.rates, 'born', string.format('%.0f', at)) end
local beat = string.format('%.0f', at)
local beats, places, reply = {}, {}, { at }
for i = 1, n do
  local entry = ARGV[i + 2]
  local place = held[entry]
  if not place then
    -- A new ticket is the largest of all, so its position is the length.
    last = math.max(at, last + 1)
    length = length + 1
    place = { 1, last, length }
    -- The same identity again in this call finds the place it has just been given.
    held[entry] = { 0, last, length }
    places[#places + 1] = string.format('%.0f', last)
    places[#places + 1] = entry
    record(q.journal, p, 'joined', entry, places[#places - 1])
  end
  -- Whoever asks for their place again is there: a heartbeat, and the end of a soft leave.
  beats[#beats + 1] = beat
  beats[#beats + 1] = entry
  for _, value in ipairs(place) do reply[#reply + 1] = value end
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
return reply
