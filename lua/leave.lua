#!lua
-- Gives up a place: at once, or softly, so that a poll within the leave grace takes it back.
-- KEYS  1 queue  2 heartbeats  3 settings  4 rates  5 journal
-- ARGV  1 policy (packed)  2 entry (16 bytes)  3 ticket  4 soft 0|1
-- Reply 1 if there was a place to leave, else 0
-- include: now read_policy rank is_expired append_journal add_rate depart

local at = now()
local p = read_policy(ARGV[1], KEYS[3])
local entry, ticket = ARGV[2], tonumber(ARGV[3])
local rank = redis.call('ZSCORE', KEYS[1], entry)
if not rank or tonumber(rank) ~= rank_of(ticket) then return 0 end
local heartbeat = tonumber(redis.call('ZSCORE', KEYS[2], entry))
if is_expired(heartbeat, at, p) then return 0 end

if ARGV[4] == '0' then
  depart({ queue = KEYS[1], heartbeats = KEYS[2], rates = KEYS[4], journal = KEYS[5] }, entry, ticket, heartbeat, 'left', at, p)
elseif heartbeat >= 0 then
  -- A second beacon does not extend the grace.
  redis.call('ZADD', KEYS[2], string.format('%.0f', -(at + p.leave_grace)), entry)
end
return 1
