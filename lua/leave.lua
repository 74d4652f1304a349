#!lua
-- Gives a place up: at once, or softly, so that a poll within the soft-leave time takes it back.
-- KEYS  1 queue  2 seen  3 settings  4 rates  5 journal
-- ARGV  1 policy (packed)  2 entry (16 bytes)  3 ticket  4 soft 0|1
-- Reply 1 when there was a place to leave, else 0
-- include: now policy silent record count depart

local at = now()
local p = read_policy(ARGV[1], KEYS[3])
local entry = ARGV[2]
local held = redis.call('ZSCORE', KEYS[1], entry)
if not held or tonumber(held) ~= tonumber(ARGV[3]) then return 0 end
local seen = tonumber(redis.call('ZSCORE', KEYS[2], entry))
if silent(seen, at, p) then return 0 end

if ARGV[4] == '0' then
  depart({ queue = KEYS[1], seen = KEYS[2], rates = KEYS[4], journal = KEYS[5] }, entry, ARGV[3], seen, 'left', at, p)
elseif seen >= 0 then
  -- A second beacon does not push the deadline out.
  redis.call('ZADD', KEYS[2], string.format('%.0f', -(at + p.soft_leave)), entry)
end
return 1
