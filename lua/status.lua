#!lua
-- Tells N visitors of one event where they stand, and takes the question as their heartbeat.
-- KEYS  1 queue  2 seen  3 bucket  4 settings
-- ARGV  1 policy (packed)  2 N  3.. N entries (16 bytes)  then N tickets
-- Reply { now, length, paused 0|1, level, then N times: state (0 gone, 1 waiting, 2 ready), position }
--       level in millionths of a token
-- include: now policy level allowed waited_enough silent

local at = now()
local p = read_policy(ARGV[1], KEYS[4])
local level = read_level(KEYS[3], p, at)
local reach = allowed(level, p)
local reply = { at, redis.call('ZCARD', KEYS[1]), p.paused and 1 or 0, math.floor(level) }

local n = tonumber(ARGV[2])
if n == 0 then return reply end
-- One call answers for all entries wherever Redis has such a call: calls are what a script costs.
local tickets = redis.call('ZMSCORE', KEYS[1], unpack(ARGV, 3, n + 2))
local seen = redis.call('ZMSCORE', KEYS[2], unpack(ARGV, 3, n + 2))
local beat = string.format('%.0f', at)
local beats = {}
for i = 1, n do
  local entry, ticket = ARGV[i + 2], tonumber(ARGV[i + n + 2])
  local state, position = 0, 0
  if tickets[i] and tonumber(tickets[i]) == ticket and not silent(tonumber(seen[i]), at, p) then
    beats[#beats + 1] = beat
    beats[#beats + 1] = entry
    position = redis.call('ZRANK', KEYS[1], entry) + 1
    state = (position <= reach and waited_enough(position, at - ticket, p)) and 2 or 1
  end
  reply[3 + 2 * i] = state
  reply[4 + 2 * i] = position
end
if #beats > 0 then redis.call('ZADD', KEYS[2], unpack(beats)) end
return reply
