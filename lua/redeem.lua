#!lua
-- Claims a pass for one request, then spends or releases it. After a loss a pass that is not there is honoured once more.
-- KEYS  1 queue  2 heartbeats  3 state  4 settings  5 turns  6 records  7 remembered  8 admitted  9 rates  10 journal
--       11 restored  12 users  13 sessions  14 audit  15 draw  16 history  17 pass
-- ARGV  1 policy (packed)  2 caller (packed, see include/caller.lua)  3 step: claim | spend | release  4 entry (16 bytes)  5 ticket
--       6 key that the claim is bound to (16 bytes, zeros for none)  7 owner of the claim (16 bytes)  8 lease in microseconds
--       9 what the token proves (packed): generation, granted at, until, id, user
-- Reply { mark, generation, outcome }: 0 gone, 1 done, 2 claimed by another request, 3 spent
-- include: now event_keys clock read_policy rank loss restore_clock read_event lose caller append_journal add_rate count records
-- include: remember pass user admit honour

local at, q = now(), event_keys()
local p, s = read_call(q, ARGV[1], ARGV[2], at)
local step, entry, ticket, binding, owner = ARGV[3], ARGV[4], tonumber(ARGV[5]), ARGV[6], ARGV[7]

local pass = read_pass(q.pass, s)
if not pass and step == 'claim' then pass = honour(q, s, p, at, entry, ticket, ARGV[9]) end
if not pass or pass.ticket ~= ticket then return answer(s, 0) end
if pass.state == 3 then return answer(s, 3) end
-- The same order again, whose gateway died, or which lost its answer.
local is_bound = pass.state == 2 and pass.binding ~= none
local is_same_order = is_bound and pass.binding == binding

local admitted_until = pass.expires
if step == 'claim' then
  if pass.is_ended and not is_same_order then return answer(s, 0) end
  -- An owner whose lease has run out is taken to be dead; the visitor must not lose their turn with that gateway. But a claim that is bound to
  -- an order stays with it: what that gateway began may be done.
  -- By Redis' own time: it is about a process, and goes on when nobody runs the event's clocks.
  if pass.state == 2 and not is_same_order and (is_bound or at <= pass.lease) then return answer(s, 2) end
  pass.state, pass.binding, pass.owner, pass.lease = 2, binding, owner, at + ARGV[8]
  admitted_until = math.max(admitted_until, s.service + ARGV[8])
else
  if pass.state ~= 2 or pass.owner ~= owner then return answer(s, pass.is_ended and 0 or 2) end
  pass.state = step == 'spend' and 3 or 1
  pass.binding, pass.owner, pass.lease = nil, nil, nil
end
write_pass(q.pass, pass, s.service)
if pass.state == 3 then
  -- The place has served its purpose: nothing is left to come back to, wherever it went meanwhile.
  local record = read_record(redis.call('HGET', q.records, entry))
  if record and record.ticket == ticket then
    if record.kind ~= 5 then count(q, p, 'admitted', entry, ticket) end
    end_place(q, s, entry, ticket)
  end
  local u = read_user(q, pass.user)
  if u then write_user(q, pass.user, { entry = entry, expires = 0, spent = u.spent + 1 }) end
else
  redis.call('ZADD', q.admitted, 'XX', string.format('%.0f', admitted_until), entry)
end
return answer(s, 1)
