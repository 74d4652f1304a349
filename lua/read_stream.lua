#!lua
-- Reads records of the journal, the audit trail or the history, oldest first, or the last ones, newest first. It changes nothing.
-- KEYS  1 queue  2 heartbeats  3 state  4 settings  5 turns  6 records  7 remembered  8 admitted  9 rates  10 journal
--       11 restored  12 users  13 sessions  14 audit  15 draw  16 history
-- ARGV  1 which: journal | audit | history  2 the record after which to begin, '-' for the first, '+' for the
--       last ones  3 how many at most
--       4 the entry (16 bytes) that the records are about, '' for any
-- Reply { id of the first record, id of the last one ('' if there is none), length, length to which the journal is cut (0 if unknown),
--         id of the last record that was looked at ('' if there is none), records as XRANGE has them }
-- include: event_keys
local q = event_keys()
local stream, from = q[ARGV[1]], ARGV[2]
if from ~= '-' and from ~= '+' then from = '(' .. from end
local first = redis.call('XRANGE', stream, '-', '+', 'COUNT', 1)[1]
local last = redis.call('XREVRANGE', stream, '+', '-', 'COUNT', 1)[1]
local policy, longest = redis.call('HGET', q.state, 'policy'), 0
if policy and #policy >= 80 then longest = struct.unpack('<d', string.sub(policy, 73, 80)) end -- the tenth number: see read_policy.lua
local records = from == '+' and redis.call('XREVRANGE', stream, '+', '-', 'COUNT', ARGV[3]) or redis.call('XRANGE', stream, from, '+', 'COUNT', ARGV[3])
local seen = records[#records]
if ARGV[4] ~= '' then
  local about = {}
  for _, record in ipairs(records) do
    if record[2][4] == ARGV[4] then about[#about + 1] = record end
  end
  records = about
end
return { first and first[1] or '', last and last[1] or '', redis.call('XLEN', stream), longest, seen and seen[1] or '', records }
