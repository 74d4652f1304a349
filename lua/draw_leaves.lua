#!lua
-- Keeps the list of leaves of a draw in parts, and beside each leaf whose it is, which is never told. A part that is there stays.
-- KEYS  1 queue  2 heartbeats  3 state  4 settings  5 turns  6 records  7 remembered  8 admitted  9 rates  10 journal
--       11 restored  12 users  13 sessions  14 audit  15 draw  16 history  17 draw_leaves
-- ARGV  1 step: write, read  2 the root of the list (32 bytes)  3 number of the part  4 to write: its leaves (32 bytes each)
--       5 to write: of each leaf entry (16 bytes) and ticket (double)
-- Reply { leaves, whose }, empty if that part is not there
-- include: event_keys draw

local q = event_keys()
local leaves, whose = ARGV[2] .. ':leaves:' .. ARGV[3], ARGV[2] .. ':whose:' .. ARGV[3]
if ARGV[1] == 'write' then
  -- Of a draw that is not frozen there is no list.
  if read_draw(redis.call('HGET', q.state, 'draw')).stage < 2 then return { '', '' } end
  redis.call('HSETNX', KEYS[17], leaves, ARGV[4])
  redis.call('HSETNX', KEYS[17], whose, ARGV[5])
  redis.call('EXPIRE', KEYS[17], 34560000)
end
local found = redis.call('HMGET', KEYS[17], leaves, whose)
return { found[1] or '', found[2] or '' }
