#!lua
-- Everything that is counted of an event, for operators. It changes nothing and is nobody's heartbeat.
-- KEYS  1 queue  2 heartbeats  3 state  4 settings  5 turns  6 records  7 remembered  8 admitted  9 rates  10 journal
--       11 restored  12 users  13 sessions  14 audit  15 draw  16 history
-- ARGV  1 policy (packed)  2 buckets of the histogram of waits
-- Reply { now, first join (0 if nobody came), length, remembered, admitted, level, admissions per second, burst, mode, 1 if it is small,
--         counts of the last maintenance as text, totals, histogram, phase (8 more before the draw), the time that decides it, gather at, opens at,
--         closes at, draw at, order, shoppers at most, seats of sessions, the service clock, stage of the draw, time since the last maintenance
--         (-1 for never) }
--       level in millionths of a token; rate and burst as text
-- include: now event_keys clock read_policy rank loss restore_clock read_event totals
local q = event_keys()
local at = now()
local p, s = read_event(q, ARGV[1], at)
local fields = {}
for i = 1, tonumber(ARGV[2]) do fields[i] = string.format('w%d', i - 1) end
local waits = redis.call('HMGET', q.rates, unpack(fields))
for i = 1, #waits do waits[i] = tonumber(waits[i]) or 0 end
return { s.store, s.epoch or 0, redis.call('ZCARD', q.queue), redis.call('ZCARD', q.remembered), redis.call('ZCARD', q.admitted), math.floor(s.level),
  string.format('%.17g', p.admissions_per_second), string.format('%.17g', p.burst), mode_of(p, s), p.is_small and 1 or 0,
  redis.call('HGET', q.rates, 'counts') or '', read_totals(q), waits, s.phase + (s.is_undrawn and 8 or 0), s.time, p.gather_at, p.opens_at,
  p.closes_at, p.draw_at, p.order, p.maximum_shoppers, redis.call('ZCARD', q.sessions), s.service, s.draw.stage, s.epoch and not s.is_restored and math.max(0, at - s.run) or -1 }
