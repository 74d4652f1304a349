#!lua
-- Gives one identity its one place.
-- KEYS  1 queue  2 seen  3 clock  4 settings  5 rates  6 journal
-- ARGV  1 policy (packed)  2 entry (16 bytes)
-- Reply { created 0|1, ticket, position, now }
-- include: now policy silent record count depart

local at = now()
local p = read_policy(ARGV[1], KEYS[4])
local entry = ARGV[2]
local q = { queue = KEYS[1], seen = KEYS[2], rates = KEYS[5], journal = KEYS[6] }

local ticket = redis.call('ZSCORE', q.queue, entry)
if ticket then
  local seen = tonumber(redis.call('ZSCORE', q.seen, entry))
  if not silent(seen, at, p) then
    -- Whoever asks for their place again is there: a heartbeat, and the end of a soft leave.
    redis.call('ZADD', q.seen, string.format('%.0f', at), entry)
    return { 0, tonumber(ticket), redis.call('ZRANK', q.queue, entry) + 1, at }
  end
  depart(q, entry, ticket, seen < 0 and 'left' or 'expired', at, p)
end

local last = redis.call('GET', KEYS[3])
if not last then redis.call('HSET', q.rates, 'born', string.format('%.0f', at)) end
ticket = last and math.max(at, last + 1) or at
local text = string.format('%.0f', ticket)
redis.call('SET', KEYS[3], text)
redis.call('ZADD', q.queue, text, entry)
redis.call('ZADD', q.seen, string.format('%.0f', at), entry)
record(q.journal, p, 'joined', entry, text)
-- A new ticket is the largest of all, so its position is the length.
local length = redis.call('ZCARD', q.queue)
if length == 1 then
  -- These keys are new, and the pulse that keeps keys alive may never come again.
  for i, key in ipairs(KEYS) do
    if i ~= 4 then redis.call('EXPIRE', key, p.retention) end
  end
end
return { 1, ticket, length, at }
