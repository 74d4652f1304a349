#!lua
-- The event's housekeeping, at most once a second over all gateways: reclaims silent entries and no-shows, rolls the
-- rate windows, keeps the keys alive. Every call reads what the estimate needs.
-- KEYS  1 queue  2 seen  3 clock  4 bucket  5 settings  6 rates  7 journal
-- ARGV  1 policy (packed)
-- Reply { more 0|1, now, length, level, refill, capacity, paused 0|1, born,
--         admissions in 1, 5, 15 min, then so people who gave up, no-shows, vanished; settled, silent;
--         reclaimed now as left, expired, no_show }
--       level in millionths of a token; refill and capacity as text; more: call again, there was too much for one go
-- include: now policy level allowed waited_enough record count depart reclaim no_shows windows silence

local at = now()
local p = read_policy(ARGV[1], KEYS[5])
local q = { queue = KEYS[1], seen = KEYS[2], rates = KEYS[6], journal = KEYS[7] }
local level = read_level(KEYS[4], p, at)
local gone = { left = 0, expired = 0, no_show = 0 }
local more = 0

local known = redis.call('HMGET', q.rates, 'pulsed', 'counts', 'born', 'resumed')
local w = known[2]
local resumed = tonumber(known[4] or 0)
if not known[1] or at - known[1] >= 1000000 or at < tonumber(known[1]) then
  -- Nobody at all was heard for longer than anybody who polls as told keeps silent: it was the line that was down, not
  -- the visitors. They get the whole head grace from now on.
  if known[1] and at - known[1] > p.head_grace / 2 then
    resumed = at
    redis.call('HSET', q.rates, 'resumed', string.format('%.0f', at))
  end
  if reclaim(q, at, p, 500, gone) + no_shows(q, at, p, allowed(level, p), resumed, 500, gone) >= 500 then
    more = 1 -- not marked as pulsed: the next call goes on where this one stopped
  else
    w = windows(q.rates, at) .. ' ' .. silence(q, at, p, resumed)
    redis.call('HSET', q.rates, 'pulsed', string.format('%.0f', at), 'counts', w)
    for i, key in ipairs(KEYS) do
      if i ~= 5 then redis.call('EXPIRE', key, p.retention) end
    end
    redis.call('EXPIRE', KEYS[5], p.retention, 'GT') -- settings live longer; traffic only ever adds to it
  end
end

local reply = { more, at, redis.call('ZCARD', q.queue), math.floor(level), string.format('%.17g', p.refill),
  string.format('%.17g', p.capacity), p.paused and 1 or 0, tonumber(known[3] or at) }
for n in string.gmatch(w or string.rep('0 ', 14), '%d+') do reply[#reply + 1] = tonumber(n) end
reply[#reply + 1] = gone.left
reply[#reply + 1] = gone.expired
reply[#reply + 1] = gone.no_show
return reply
