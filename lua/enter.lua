#!lua
-- Admits a visitor exactly when status would call them ready. Entering again returns the same pass, in case the response was lost.
-- KEYS  1 queue  2 heartbeats  3 bucket  4 settings  5 rates  6 journal  7 pass
-- ARGV  1 policy (packed)  2 entry (16 bytes)  3 ticket  4 user the pass is bound to (16 bytes, zeros for nobody)
-- Reply { 0 gone }  { 1 granted, remaining, waited }  { 2 not ready, position, level, waited, paused 0|1 }  { 3 another user's }
--       times in microseconds, level in millionths of a token; waited is -1 for the same pass again
-- include: now read_policy rank read_level write_level reach has_waited is_expired append_journal add_rate pass

local at = now()
local p = read_policy(ARGV[1], KEYS[4])
local entry, ticket, user = ARGV[2], tonumber(ARGV[3]), ARGV[4]

local pass = read_pass(KEYS[7], at)
if pass and pass.ticket == ticket then
  if pass.state == 3 then return { 0 } end
  if pass.user ~= user then return { 3 } end
  return { 1, pass.expires - at, -1 }
end

local rank = redis.call('ZSCORE', KEYS[1], entry)
if not rank or tonumber(rank) ~= rank_of(ticket) then return { 0 } end
if is_expired(tonumber(redis.call('ZSCORE', KEYS[2], entry)), at, p) then return { 0 } end

local waited = at - ticket
local position = redis.call('ZRANK', KEYS[1], entry) + 1
local level = read_level(KEYS[3], p, at)
if position > reach(level, p) or not has_waited(position, waited, p) then
  return { 2, position, math.floor(level), waited, p.paused and 1 or 0 }
end

redis.call('ZREM', KEYS[1], entry)
redis.call('ZREM', KEYS[2], entry)
write_level(KEYS[3], level - 1000000, at, p)
write_pass(KEYS[7], { state = 1, ticket = ticket, expires = at + p.pass_lifetime, user = user, claim = string.rep('\0', 16) }, at)
add_rate(KEYS[5], 'a', 1, at)
append_journal(KEYS[6], p, 'admitted', entry, ARGV[3])
return { 1, p.pass_lifetime, math.max(0, waited) }
