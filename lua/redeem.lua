#!lua
-- Claims a pass for one request, then spends or releases it.
-- KEYS  1 queue  2 heartbeats  3 state  4 settings  5 turns  6 records  7 remembered  8 admitted  9 rates  10 journal  11 pass
-- ARGV  1 step: claim | spend | release  2 entry (16 bytes)  3 ticket  4 claim (16 bytes, names the request)
--       5 lease of the claim in microseconds
-- Reply 0 gone, 1 done, 2 claimed by another request, 3 spent
-- include: now event_keys clock records pass

local at, q = now(), event_keys()
local clock = read_clock(redis.call('HGET', q.state, 'clock'), at, false)
local service = clock and clock.service or at
local pass = read_pass(KEYS[11], service)
if not pass or pass.ticket ~= tonumber(ARGV[3]) then return 0 end
if pass.state == 3 then return 3 end
if pass.is_ended and (ARGV[1] == 'claim' or pass.claim ~= ARGV[4]) then return 0 end

local admitted_until = pass.expires
if ARGV[1] == 'claim' then
  -- An owner whose lease has run out is taken to be dead; the visitor must not lose their turn with that gateway.
  -- By Redis' own time: it is about a process, and goes on when nobody runs the event's clocks.
  if pass.state == 2 and at <= pass.lease then return 2 end
  pass.state, pass.claim, pass.lease = 2, ARGV[4], at + ARGV[5]
  admitted_until = math.max(admitted_until, service + ARGV[5])
else
  if pass.state ~= 2 or pass.claim ~= ARGV[4] then return 2 end
  pass.state = ARGV[1] == 'spend' and 3 or 1
end
write_pass(KEYS[11], pass, service)
if pass.state == 3 then
  -- The place has served its purpose: nothing is left to come back to.
  local record = read_record(redis.call('HGET', q.records, ARGV[2]))
  if record and record.kind == 5 then
    redis.call('ZREM', q.admitted, ARGV[2])
    redis.call('HDEL', q.records, ARGV[2])
  end
else
  redis.call('ZADD', q.admitted, 'XX', string.format('%.0f', admitted_until), ARGV[2])
end
return 1
