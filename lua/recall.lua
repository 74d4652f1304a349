#!lua
-- Tells the store what a gateway did and the store lost: that a visitor was let in, spent the pass, or left. So it happens once.
-- KEYS  1 queue  2 heartbeats  3 state  4 settings  5 turns  6 records  7 remembered  8 admitted  9 rates  10 journal
--       11 restored  12 users  13 sessions  14 audit  15 draw  16 history  17 pass
-- ARGV  1 policy (packed)  2 caller (packed, see include/caller.lua)
--       3 what: granted | spent | left | gone (spent or left before the loss)  4 entry (16 bytes)  5 ticket
--       6 what the token proves (packed): generation, granted at, until, id, user
-- Reply { mark, generation, 0 nothing was to be done, 1 done, 2 the visitor had been let in a second time }
-- include: now event_keys clock read_policy rank loss restore_clock read_event lose caller append_journal add_rate count records
-- include: remember pass user admit honour

local at, q = now(), event_keys()
local p, s = read_call(q, ARGV[1], ARGV[2], at)
local what, entry, ticket = ARGV[3], ARGV[4], tonumber(ARGV[5])
if not s.loss then return answer(s, 0) end

local rank, record = tonumber(redis.call('ZSCORE', q.queue, entry)), read_record(redis.call('HGET', q.records, entry))
local pass = read_pass(q.pass, s)
if record and record.kind == 6 or (rank or record) and not is_of(rank, record, ticket, s) then return answer(s, 0) end
if what == 'gone' then
  if not rank and not record then end_place(q, s, entry, ticket, true) end
  return answer(s, 0)
end
if record and record.kind == 7 then return answer(s, 0) end -- a session is told by its own token
local is_in = record and record.kind == 5
if what == 'left' then
  if is_in then return answer(s, 0) end
  if rank or record then count(q, p, 'left', entry, ticket) end
  end_place(q, s, entry, ticket, true)
  return answer(s, 1)
end

local _, _, _, id = struct.unpack('<c16ddc8c16', ARGV[6])
if is_in and what == 'granted' then return answer(s, pass and pass.id ~= id and 2 or 0) end
if not is_in and not pass then pass = honour(q, s, p, at, entry, ticket, ARGV[6]) end
if what == 'granted' then return answer(s, pass and 1 or 0) end

-- Spent: by this gateway for good, whatever the store gave out since.
local is_second = pass and pass.id ~= id
if not pass then
  if not is_in then
    if not rank and not record then count(q, p, 'restored', entry, ticket) end
    count(q, p, 'admitted', entry, ticket)
  end
  pass = { ticket = ticket, expires = s.service, user = none, id = id, granted = s.store }
end
pass.state = 3
write_pass(q.pass, pass, s.service)
end_place(q, s, entry, ticket, true)
return answer(s, is_second and 2 or 1)
