#!lua
-- Where one visitor stands, for operators. It changes nothing and is no heartbeat.
-- KEYS  1 queue  2 heartbeats  3 state  4 settings  5 turns  6 records  7 remembered  8 admitted  9 rates  10 journal
--       11 restored  12 users  13 sessions  14 audit  15 draw  16 history
-- ARGV  1 policy (packed)  2 by: entry | user | position  3 entry (16 bytes), the user's own entry, or position
-- Reply { entry ('' if there is nobody), state: 0 gone, 1 waiting, 2 remembered, 3 admitted }, and unless gone behind it ticket, position (0 unless
--       waiting), kind of the record, silent turns, lingered turns, store time, and as microseconds ago: since when remembered,
--       last heard, since when it is their turn (-1 for never); a soft leave was heard when its grace ends
-- include: now event_keys clock read_policy rank loss restore_clock read_event records find_place
local q = event_keys()
local p, s = read_event(q, ARGV[1], now())
local entry = ARGV[3]
if ARGV[2] == 'position' then
  entry = redis.call('ZRANGE', q.queue, tonumber(entry) - 1, tonumber(entry) - 1)[1]
elseif ARGV[2] == 'user' then
  entry = redis.call('HGET', q.users, entry) or entry
end
if not entry then return { '', 0 } end
local place = find_place(q, s, entry, 0)
if not place then return { entry, 0 } end
local position = place.state == 1 and redis.call('ZRANK', q.queue, entry) + 1 or 0
local heard, told = tonumber(redis.call('ZSCORE', q.heartbeats, entry)), tonumber(redis.call('ZSCORE', q.turns, entry))
local r = place.record or { kind = 0, silent = 0, lingered = 0 }
local function ago(time) return time and s.waiting - math.floor(math.abs(time)) or -1 end
return { entry, place.state, place.ticket, position, r.kind, r.silent, r.lingered, s.store, ago(r.kind >= 1 and r.kind <= 4 and r.since or nil), ago(heard), ago(told) }
