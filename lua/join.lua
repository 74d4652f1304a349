#!lua
-- Gives each of N identities its one place. A join that finds a place is a heartbeat of it.
-- KEYS  1 queue  2 heartbeats  3 state  4 settings  5 turns  6 records  7 remembered  8 admitted  9 rates  10 journal
--       11 restored  12 users  13 sessions  14 audit  15 draw  16 history
-- ARGV  1 policy (packed)  2 caller (packed, see include/caller.lua)  3 N  4 N entries (16 bytes each)  5 N labels (8 bytes each), '' for none
-- Reply in one string: the generation (16 bytes), then doubles: mark, now, Redis' own time, mode, phase (8 more before the draw: no
--       position is told), then N times: created 0|1 and 2 more if another entry was taken, ticket, position, state (0 refused: nobody
--       may take a new place, 1 waiting, 2 ready, 3 admitted), how far the rank is from where the ticket
--       says; then the entries that were taken (16 bytes each). The entry of a user who stands at another place is replaced by that one.
-- include: now event_keys clock read_policy rank loss restore_clock read_event lose caller has_waited reach append_journal count records
-- include: remember bring_back find read_entries elsewhere keep_event labels freeze

local at, q, caller = now(), event_keys(), read_caller(ARGV[2])
local p, s = read_event(q, ARGV[1], at, caller)
local is_first, was_small = s.joined == 0, p.is_small -- an event that is drawn begins before
know_caller(q, p, s, at, caller)
if not s.refuses_joins then begin(q, s, caller) end
freeze(q, s, p)
local entries, reachable = read_entries(ARGV[4], tonumber(ARGV[3])), reach(s, p)
local elsewhere, taken = replace_attached(q, s, entries), {}
local found = look_up(q, s, entries, nil)
local before = redis.call('ZCARD', q.queue)
local length, last, stored = before, s.last_ticket or 0, s.last_ticket or 0
local pending, ready, new, front, times = {}, {}, {}, -math.huge, {}
local reply = { 0, s.store, at, mode_of(p, s), s.phase + (s.is_undrawn and 8 or 0) }
local function add_pending()
  if #pending > 0 then redis.call('ZADD', q.queue, unpack(pending)) end
  pending = {}
end

for i = 1, #entries do
  local entry = entries[i]
  local r, known = found.records[entry], found.ranks[i] or found.added[entry]
  local created, ticket, position, state, rank, told = 0, 0, 0, 3, nil, nil
  if r or known then
    -- Who comes back to the end stands behind those who joined in this call, and the same identity may be one of them.
    add_pending()
    s.last_ticket = last
    rank, told = settle(q, s, p, reachable, found, i)
    rank = rank or found.added[entry]
    last = s.last_ticket
  end
  if rank then
    length = length + (known and 0 or 1)
    ticket, position = own_ticket(rank, found.records[entry], s), redis.call('ZRANK', q.queue, entry) + 1
  elseif told == 'admitted' then
    ticket = r.ticket
  elseif s.refuses_joins then
    state = 0
  else
    -- A new ticket is the largest of all, so its position is the length.
    if r then redis.call('HDEL', q.records, entry); found.records[entry] = nil end
    length, last = length + (known and 0 or 1), math.max(s.store, last + 1)
    created, ticket, rank, position = 1, last, rank_of(last, s), length
    pending[#pending + 1], pending[#pending + 2] = string.format('%.0f', rank), entry
    found.added[entry] = rank
    s.joined, new[i] = s.joined + 1, entry
    if p.is_small then judge_size(q, s, p) end
    append_journal(q, p, 'joined', entry, ticket)
  end
  if rank then
    state = is_ready(q, s, p, entry, position, rank, ticket, reachable) and 2 or s.is_over and 0 or 1
    if state == 2 and not p.is_passing then ready[#ready + 1], front = entry, math.max(front, rank) end
    -- Half a microsecond says that there was no poll yet, to the history.
    times[i] = s.waiting + (p.is_small and 0 or created / 2)
  end
  if elsewhere[i] then created, taken[#taken + 1] = created + 2, entry end
  reply[5 * i + 1], reply[5 * i + 2], reply[5 * i + 3], reply[5 * i + 4] = created, ticket, position, state
  reply[5 * i + 5] = rank and rank - rank_of(ticket, s) or 0
end
add_pending()
write_labels(q, new, ARGV[5])
-- One call writes all of the state.
local written = last > stored and { 'last_ticket', string.format('%.0f', last), 'joined', string.format('%.0f', s.joined) } or {}
reply[1] = write_mark(q, s, caller, last, written)
hear(q, entries, times)
tell_ready(q, s, ready, front)
if s.epoch then keep_event(q, s, p, at, ARGV[1], is_first or was_small, before == 0 or was_small) end
return generation_of(s) .. struct.pack('<' .. string.rep('d', #reply), unpack(reply)) .. table.concat(taken)
