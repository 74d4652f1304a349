#!lua
-- Maintains an event, at most once a second over all gateways: removes expired entries and no-shows, sums the rate windows and
-- renews the keys' expiry. Every call returns the snapshot that the estimate needs.
-- KEYS  1 queue  2 heartbeats  3 last_ticket  4 bucket  5 settings  6 rates  7 journal
-- ARGV  1 policy (packed)
-- Reply { more 0|1, now, length, level, admissions per second, burst, paused 0|1, first join,
--         admissions in 1, 5, 15 min, then likewise abandoned, no-shows, never polled; settled, silent;
--         reclaimed by this call as left, expired, no_show }
--       level in millionths of a token; rate and burst as text; more: the limit of one call was reached, call again
-- include: now read_policy rank read_level reach has_waited append_journal add_rate depart reclaim remove_no_shows rate_windows count_silent

local at = now()
local p = read_policy(ARGV[1], KEYS[5])
local q = { queue = KEYS[1], heartbeats = KEYS[2], rates = KEYS[6], journal = KEYS[7] }
local level = read_level(KEYS[4], p, at)
local reclaimed = { left = 0, expired = 0, no_show = 0 }
local more = 0

local state = redis.call('HMGET', q.rates, 'maintained_at', 'counts', 'first_join', 'resumed')
local counts = state[2]
local resumed = tonumber(state[4] or 0)
if not state[1] or at - state[1] >= 1000000 or at < tonumber(state[1]) then
  -- A gap longer than a polling visitor is ever silent means that the service was away, not the visitors. Everybody gets the
  -- whole no-show timeout from now on.
  if state[1] and at - state[1] > p.no_show_timeout / 2 then
    resumed = at
    redis.call('HSET', q.rates, 'resumed', string.format('%.0f', at))
  end
  if reclaim(q, at, p, 500, reclaimed) + remove_no_shows(q, at, p, reach(level, p), resumed, 500, reclaimed) >= 500 then
    more = 1 -- maintained_at stays, so that the next call goes on where this one stopped
  else
    counts = rate_windows(q.rates, at) .. ' ' .. count_silent(q, at, p, resumed)
    redis.call('HSET', q.rates, 'maintained_at', string.format('%.0f', at), 'counts', counts)
    for i, key in ipairs(KEYS) do
      if i ~= 5 then redis.call('EXPIRE', key, p.retention) end
    end
    redis.call('EXPIRE', KEYS[5], p.retention, 'GT') -- settings live longer; traffic only extends their expiry
  end
end

local reply = { more, at, redis.call('ZCARD', q.queue), math.floor(level), string.format('%.17g', p.admissions_per_second),
  string.format('%.17g', p.burst), p.paused and 1 or 0, tonumber(state[3] or at) }
for n in string.gmatch(counts or string.rep('0 ', 14), '%d+') do reply[#reply + 1] = tonumber(n) end
reply[#reply + 1] = reclaimed.left
reply[#reply + 1] = reclaimed.expired
reply[#reply + 1] = reclaimed.no_show
return reply
