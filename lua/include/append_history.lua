-- append_history(q, s, p): one record each ten seconds, so that a sale has a report when its journal is cut. Each is one text of numbers:
-- store time, length, remembered, admitted and unspent, level, admissions a second, burst, mode, then the totals. A second field has the seats of
-- sessions. About 28 hours of them are kept.
-- include: totals
local history_step, history_length = 10000000, 10000

local function append_history(q, s, p)
  local slot = math.floor(s.store / history_step)
  if slot <= (tonumber(redis.call('HGET', q.rates, 'history')) or 0) then return end
  redis.call('HSET', q.rates, 'history', string.format('%.0f', slot))
  local text = string.format('%.0f %d %d %d %.0f %.17g %.17g %d', s.store, redis.call('ZCARD', q.queue), redis.call('ZCARD', q.remembered),
    redis.call('ZCARD', q.admitted), math.floor(s.level), p.admissions_per_second, p.burst, mode_of(p, s))
  redis.call('XADD', q.history, 'MAXLEN', '~', history_length, '*', 'n', text .. ' ' .. table.concat(read_totals(q), ' '),
    's', redis.call('ZCARD', q.sessions))
end
