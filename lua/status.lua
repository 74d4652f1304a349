#!lua
-- Tells N visitors of one event where they stand, and takes the question as their heartbeat.
-- KEYS  1 queue  2 seen  3 bucket  4 settings  5.. the pass of each entry
-- ARGV  1 policy (packed)  2.. entry (16 bytes) and ticket, N times
-- Reply { now, length, paused 0|1, level, then N times: state (0 gone, 1 waiting, 2 ready, 3 admitted), position }
--       level in millionths of a token
-- include: now policy level allowed waited_enough silent pass

local at = now()
local p = read_policy(ARGV[1], KEYS[4])
local level = read_level(KEYS[3], p, at)
local reach = allowed(level, p)
local reply = { at, redis.call('ZCARD', KEYS[1]), p.paused and 1 or 0, math.floor(level) }
local beat = string.format('%.0f', at)

for i = 1, #KEYS - 4 do
  local entry, ticket = ARGV[2 * i], tonumber(ARGV[2 * i + 1])
  local held = redis.call('ZSCORE', KEYS[1], entry)
  local state, position = 0, 0
  if held and tonumber(held) == ticket then
    if not silent(tonumber(redis.call('ZSCORE', KEYS[2], entry)), at, p) then
      redis.call('ZADD', KEYS[2], beat, entry)
      position = redis.call('ZRANK', KEYS[1], entry) + 1
      state = (position <= reach and waited_enough(position, at - ticket, p)) and 2 or 1
    end
  else
    local pass = read_pass(KEYS[4 + i], at)
    if pass and pass.ticket == ticket and pass.state ~= 3 then state = 3 end
  end
  reply[#reply + 1] = state
  reply[#reply + 1] = position
end
return reply
