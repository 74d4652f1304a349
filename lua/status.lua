#!lua
-- Tells N visitors of one event where they stand. Each question is a heartbeat.
-- KEYS  1 queue  2 heartbeats  3 bucket  4 settings
-- ARGV  1 policy (packed)  2 N  3 N entries (16 bytes each)  4 N tickets (doubles)
-- Reply doubles in one string: now, length, paused 0|1, level, then N times: state (0 gone, 1 waiting, 2 ready), position
--       level in millionths of a token
-- include: now read_policy rank read_level reach has_waited is_expired any_expired read_entries

local at = now()
local p = read_policy(ARGV[1], KEYS[4])
local level = read_level(KEYS[3], p, at)
local reachable = reach(level, p)
local reply = { at, redis.call('ZCARD', KEYS[1]), p.paused and 1 or 0, math.floor(level) }

local n = tonumber(ARGV[2])
if n > 0 then
  -- One call serves all entries wherever Redis has such a call: calls are what a script costs.
  local entries = read_entries(ARGV[3], n)
  local tickets = { struct.unpack('<' .. string.rep('d', n), ARGV[4]) }
  local ranks = redis.call('ZMSCORE', KEYS[1], unpack(entries))
  local heartbeats = any_expired(KEYS[2], at, p) and redis.call('ZMSCORE', KEYS[2], unpack(entries))
  local heartbeat = string.format('%.0f', at)
  local renewed = {}
  for i, entry in ipairs(entries) do
    local ticket = tickets[i]
    local state, position = 0, 0
    if ranks[i] and tonumber(ranks[i]) == rank_of(ticket) and not (heartbeats and is_expired(tonumber(heartbeats[i]), at, p)) then
      renewed[#renewed + 1] = heartbeat
      renewed[#renewed + 1] = entry
      position = redis.call('ZRANK', KEYS[1], entry) + 1
      state = (position <= reachable and has_waited(position, at - ticket, p)) and 2 or 1
    end
    reply[3 + 2 * i] = state
    reply[4 + 2 * i] = position
  end
  if #renewed > 0 then redis.call('ZADD', KEYS[2], unpack(renewed)) end
end
return struct.pack('<' .. string.rep('d', #reply), unpack(reply))
