#!lua
-- Gives up a place: at once, or softly, so that a poll within the leave grace takes it back. While an event gathers a soft leave is
-- nothing: nobody has to poll.
-- KEYS  1 queue  2 heartbeats  3 state  4 settings  5 turns  6 records  7 remembered  8 admitted  9 rates  10 journal
--       11 restored  12 users  13 sessions  14 audit  15 draw  16 history  17 draw_left
-- ARGV  1 policy (packed)  2 caller (packed, see include/caller.lua)  3 entry (16 bytes)  4 ticket  5 soft 0|1
-- Reply { mark, generation, 1 if there was a place to leave, else 0 }
-- include: now event_keys clock read_policy rank loss restore_clock read_event lose caller append_journal add_rate count records remember draw freeze

local at, q = now(), event_keys()
local p, s = read_call(q, ARGV[1], ARGV[2], at)
local entry, ticket = ARGV[3], tonumber(ARGV[4])
if not s.epoch then return answer(s, 0) end
freeze(q, s, p)
local rank = tonumber(redis.call('ZSCORE', q.queue, entry))
local record = read_record(redis.call('HGET', q.records, entry))
local is_theirs = is_of(rank, record, ticket, s)
local waits = rank and is_theirs and (not record or record.kind == 0)
local remembered = not rank and record and is_theirs and record.kind >= 1 and record.kind <= 4
if not waits and not remembered then
  -- Who leaves a place that is lost must not get it back.
  if ARGV[5] == '0' and is_in_loss(s, ticket) and not rank and not record then end_place(q, s, entry, ticket) end
  return answer(s, 0)
end

if ARGV[5] == '0' then
  if waits then
    add_rate(q, p, 'd', s.store)
    keep_drawn(q, s, KEYS[17], entry, ticket)
  end
  forget(q, s, p, entry, ticket, 'left')
elseif waits and not s.is_gathering then
  local heard = tonumber(redis.call('ZSCORE', q.heartbeats, entry)) or s.waiting
  -- A second beacon does not extend the grace, and what another tab told in advance is not shortened.
  if heard >= 0 then
    redis.call('ZADD', q.heartbeats, string.format('%.0f', -math.max(s.waiting + p.leave_grace, math.floor(heard))), entry)
  end
end
return answer(s, 1)
