#!lua
-- Gives back the places that a removal took, some in each call, up to ten minutes after it: at their rank, or directly behind who is ready
-- if that has passed. Who has a place again keeps that one.
-- KEYS  1 queue  2 heartbeats  3 state  4 settings  5 turns  6 records  7 remembered  8 admitted  9 rates  10 journal
--       11 restored  12 users  13 sessions  14 audit  15 draw  16 history  17 removed  18 draw_left
-- ARGV  1 policy (packed)  2 caller (packed, see include/caller.lua)  3 how many at most  4 who does it  5 the audit's detail, '' for none
--       6 N  7 N entries (16 bytes each)  8 N drawn ranks (doubles), positive for who was not drawn: see the reply
-- Reply { mark, generation, 0 there is nothing to undo  1 done  2 too late  3 a draw begins, how many are back, how many had a place, how many are left,
--         in one string entry and ticket (double) of those who were removed from a draw and whose rank must come with the call: nothing was done }
-- include: now event_keys clock read_policy rank loss restore_clock read_event lose caller has_waited reach append_journal append_audit count
-- include: records bring_back find_place freeze read_entries

local at, q = now(), event_keys()
local p, s = read_call(q, ARGV[1], ARGV[2], at)
local longest = 600000000
local first = redis.call('LINDEX', KEYS[17], 0)
if not first or not s.epoch or struct.unpack('<d', first) < s.ended then return answer(s, 0, 0, 0, 0, '') end
if s.store - struct.unpack('<d', first) > longest then return answer(s, 2, 0, 0, redis.call('LLEN', KEYS[17]), '') end
freeze(q, s, p)
local n, given, wanted, places = tonumber(ARGV[6]), {}, {}, {}
local ranks = { struct.unpack('<' .. string.rep('d', n), ARGV[8]) }
for i, entry in ipairs(read_entries(ARGV[7], n)) do given[entry] = ranks[i] end
for i = 1, math.min(ARGV[3], redis.call('LLEN', KEYS[17])) do
  local r, kept = {}, redis.call('LINDEX', KEYS[17], i - 1)
  r.removed, r.entry, r.ticket, r.rank, r.kind, r.silent, r.lingered, r.since = struct.unpack('<dc16ddBBBd', kept)
  -- Who was not in the draw at the freeze must not get into it, and until its root is there, whoever is in the queue does.
  if s.draw.stage == 2 and r.ticket <= s.draw.ticket and tonumber(redis.call('ZSCORE', KEYS[18], r.entry)) ~= r.ticket then return answer(s, 3, 0, 0, redis.call('LLEN', KEYS[17]), '') end
  -- Removed between the freeze and the ranks, they were drawn all the same.
  if (s.draw.stage == 4 or s.draw.stage == 5) and r.ticket >= 0 and r.ticket <= s.draw.ticket and not is_drawn(r.rank) and r.removed >= s.draw.at then
    local rank = given[r.entry]
    if not rank then wanted[#wanted + 1] = r.entry .. struct.pack('<d', r.ticket)
    elseif is_drawn(rank) then r.rank, r.is_given = rank, true end
  end
  places[i] = r
end
if #wanted > 0 then return answer(s, 1, 0, 0, redis.call('LLEN', KEYS[17]), table.concat(wanted)) end
if #places > 0 then redis.call('LPOP', KEYS[17], #places) end
local back, skipped, reachable = 0, 0, reach(s, p)
for _, r in ipairs(places) do
  local entry = r.entry
  if find_place(q, s, entry, 0) then
    skipped = skipped + 1
  else
    if r.kind == 0 then
      r.rank = home_of(q, s, reachable, { kind = 1, rank = r.rank })
      redis.call('ZADD', q.queue, string.format('%.0f', r.rank), entry)
      -- Their leaf is that of the place again; not that of an earlier place, if they came a second time.
      if r.ticket <= s.draw.ticket then redis.call('ZREM', KEYS[18], entry) end
      redis.call('ZADD', q.heartbeats, string.format('%.0f', s.waiting), entry)
      pass_rank(q, s, r.rank)
    else
      redis.call('ZADD', q.remembered, string.format('%.0f', r.since), entry)
    end
    if r.kind == 0 and r.rank == rank_of(r.ticket, s) and r.silent + r.lingered == 0 then
      redis.call('HDEL', q.records, entry)
    else
      write_record(q, entry, r)
    end
    count(q, p, 'reinstated', entry, r.ticket)
    back = back + 1
  end
end
if s.busy == 0 then write_clock(q.state, s, at, true) end
if ARGV[5] ~= '' then append_audit(q, p, ARGV[4], 'undo', ARGV[5]) end
extend(p)
return answer(s, 1, back, skipped, redis.call('LLEN', KEYS[17]), '')
