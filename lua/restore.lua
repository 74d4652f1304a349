#!lua
-- Gives visitors back the places that a loss took, as their tokens prove.
-- KEYS  1 queue  2 heartbeats  3 state  4 settings  5 turns  6 records  7 remembered  8 admitted  9 rates  10 journal
--       11 restored  12 users
-- ARGV  1 policy (packed)  2 caller (packed, see include/loss.lua)  3 N
--       4 N tokens of 56 bytes: entry, generation, ticket, how far the rank is from where the ticket says, when they were seen (doubles)
-- Reply { mark, generation, how many places are back }
-- include: now event_keys clock read_policy rank loss restore_clock read_event has_waited reach append_journal count records
-- include: bring_back stand_behind

local at, q, caller = now(), event_keys(), read_caller(ARGV[2])
local p, s = read_event(q, ARGV[1], at, caller)
know_caller(q, p, s, at, caller)
local back, newest = 0, s.loss and s.loss.newest

-- What is not there, and is not known to be gone, though its ticket was given.
local function is_lost(entry, ticket, record)
  if not is_in_loss(s, ticket) or record then return false end
  return not redis.call('ZSCORE', q.queue, entry)
end

for i = 1, tonumber(ARGV[3]) do
  local entry, generation, ticket, offset, seen = struct.unpack('<c16c16ddd', ARGV[4], 56 * i - 55)
  local is_of_event = prove(q, s, p, at, generation, seen)
  -- A ticket that is larger than the last one was given, and is forgotten.
  if is_of_event and s.last_ticket and ticket > s.last_ticket and not is_in_loss(s, ticket) then
    lose(q, s, at, s.last_ticket, ticket, p.recovery_time)
  end
  local record = read_record(redis.call('HGET', q.records, entry))
  if is_of_event and is_lost(entry, ticket, record) then
    local rank = rank_of(ticket, s) + offset
    s.loss.newest = math.max(s.loss.newest, seen)
    if s.is_recovering then
      rank = own_rank(q, rank)
      redis.call('ZADD', q.restored, string.format('%.0f', seen), entry)
    else
      rank = stand_behind(q, s, p, rank, seen)
    end
    redis.call('ZADD', q.queue, string.format('%.0f', rank), entry)
    redis.call('ZADD', q.heartbeats, string.format('%.0f', s.waiting), entry)
    if rank ~= rank_of(ticket, s) then
      write_record(q, entry, { ticket = ticket, rank = rank, kind = 0, silent = 0, lingered = 0, since = s.waiting })
    end
    pass_ticket(q, s, math.max(ticket, math.floor(rank / 1024) + s.epoch))
    count(q, p, 'restored', entry, ticket)
    back = back + 1
  end
end

if s.loss and s.loss.newest ~= newest then write_loss(q, s) end
if back > 0 then extend(p) end
return { s.mark or 0, s.generation or string.rep('\0', 16), back }
