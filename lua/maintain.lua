#!lua
-- Maintains an event, at most once a second over all gateways: runs the clocks, remembers who is silent, whose turn has passed or who
-- left, forgets whose memory is over, sums the rate windows and renews the keys' expiry. Every call returns the snapshot that the
-- estimate needs.
-- KEYS  1 queue  2 heartbeats  3 state  4 settings  5 turns  6 records  7 remembered  8 admitted  9 rates  10 journal
--       11 restored  12 users  13 sessions  14 audit  15 draw  16 history
-- ARGV  1 policy (packed)  2 caller (packed, see include/caller.lua)
--       3 microseconds since this gateway got the reply to its last call, by its own monotonic clock; 0 if unknown
-- Reply { mark, generation, more 0|1, now, length, level, admissions per second, burst, mode, first join,
--         admissions in 1, 5, 15 min, then likewise abandoned, no-shows, never polled; settled, silent, remembered, admitted;
--         by this call: left, expired, no-shows, asleep, passed over; settings that are ignored;
--         another configuration is in force 0|1; of the last loss: since, from, to, total 0|1 (0 0 0 0 if there was none);
--         phase (8 more before the draw), the time that decides it, gather at, opens at, closes at, draw at, order, shoppers at most, message,
--         seats of sessions, the service clock }
--       level in millionths of a token; rate and burst as text; more: the limit of one call was reached, call again
-- include: now event_keys clock read_policy rank loss restore_clock read_event lose caller has_waited reach append_journal add_rate count records
-- include: remember sweep seat pass_over rate_windows count_silent bring_back reopen append_history

local at, q = now(), event_keys()
local p, s = read_call(q, ARGV[1], ARGV[2], at)
local done = { left = 0, expired = 0, no_show = 0, asleep = 0, passed_over = 0 }
local more = 0
local counts = redis.call('HGET', q.rates, 'counts')

if s.epoch and (at - s.run >= 1000000 or at < s.run) then
  -- Nothing ran for a while: was it an outage, or did somebody set Redis' clock? Store time goes on by what a gateway can vouch for.
  local gap = at - s.run
  if s.busy == 1 and gap > longest_gap then
    s.store = s.store + math.max(0, math.min(gap, tonumber(ARGV[3])) - longest_gap)
  end
  local limit = 500
  if sweep(q, s, p, limit, done) + free_seats(q, s, p, limit) + pass_over(q, s, p, reach(s, p), limit, done) + reopen(q, s, p, limit) >= limit then
    more = 1 -- the clock stays, so that the next call goes on where this one stopped
  else
    local busy = redis.call('ZCARD', q.queue) + redis.call('ZCARD', q.remembered) + redis.call('ZCARD', q.admitted)
      + redis.call('ZCARD', q.sessions) > 0
    write_clock(q.state, s, at, busy)
    if p.is_small then
      extend(p, 'NX') -- only keys that are new: visitors' calls extend the others
    else
      counts = rate_windows(q.rates, s.store) .. ' ' .. count_silent(q, s, p)
      redis.call('HSET', q.rates, 'counts', counts)
      append_history(q, s, p)
      if not s.is_other then redis.call('HSET', q.state, 'policy', ARGV[1], 'policy_at', string.format('%.0f', at)) end
      extend(p)
      redis.call('EXPIRE', q.settings, p.retention, 'GT') -- settings live longer; traffic only extends their expiry
    end
  end
end

local reply = answer(s, more, s.store, redis.call('ZCARD', q.queue), math.floor(s.level), string.format('%.17g', p.admissions_per_second),
  string.format('%.17g', p.burst), mode_of(p, s), s.epoch or s.store)
for n in string.gmatch(counts or string.rep('0 ', 14), '%d+') do reply[#reply + 1] = tonumber(n) end
reply[#reply + 1] = redis.call('ZCARD', q.remembered)
reply[#reply + 1] = redis.call('ZCARD', q.admitted)
for _, kind in ipairs({ 'left', 'expired', 'no_show', 'asleep', 'passed_over' }) do reply[#reply + 1] = done[kind] end
reply[#reply + 1] = table.concat(p.ignored, ' ')
reply[#reply + 1] = s.is_other and 1 or 0
local l = s.loss or { since = 0, from = 0, to = 0 }
for _, n in ipairs({ l.since, l.from, l.to, l.is_total and 1 or 0, s.phase + (s.is_undrawn and 8 or 0), s.time,
  p.gather_at, p.opens_at, p.closes_at, p.draw_at, p.order, p.maximum_shoppers }) do reply[#reply + 1] = n end
reply[#reply + 1] = redis.call('HGET', q.settings, 'message') or ''
reply[#reply + 1] = redis.call('ZCARD', q.sessions)
reply[#reply + 1] = s.service
return reply
