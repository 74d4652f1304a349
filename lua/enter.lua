#!lua
-- Admits a visitor exactly when status would call them ready; the same pass again for whoever lost the answer.
-- KEYS  1 queue  2 seen  3 bucket  4 settings  5 rates  6 journal  7 pass
-- ARGV  1 policy (packed)  2 entry (16 bytes)  3 ticket  4 user the pass is bound to (16 bytes, zeros for nobody)
-- Reply { 0 gone }  { 1 granted, remaining, waited }  { 2 not ready, position, level, waited, paused 0|1 }  { 3 another user's }
--       times in microseconds, level in millionths of a token
-- include: now policy level write_level allowed waited_enough silent record count pass

local at = now()
local p = read_policy(ARGV[1], KEYS[4])
local entry, ticket, user = ARGV[2], tonumber(ARGV[3]), ARGV[4]

local pass = read_pass(KEYS[7], at)
if pass and pass.ticket == ticket then
  if pass.state == 3 then return { 0 } end
  if pass.user ~= user then return { 3 } end
  return { 1, pass.expires - at, -1 }
end

local held = redis.call('ZSCORE', KEYS[1], entry)
if not held or tonumber(held) ~= ticket then return { 0 } end
if silent(tonumber(redis.call('ZSCORE', KEYS[2], entry)), at, p) then return { 0 } end

local waited = at - ticket
local position = redis.call('ZRANK', KEYS[1], entry) + 1
local level = read_level(KEYS[3], p, at)
if position > allowed(level, p) or not waited_enough(position, waited, p) then
  return { 2, position, math.floor(level), waited, p.paused and 1 or 0 }
end

redis.call('ZREM', KEYS[1], entry)
redis.call('ZREM', KEYS[2], entry)
write_level(KEYS[3], level - 1000000, at, p)
write_pass(KEYS[7], { state = 1, ticket = ticket, expires = at + p.pass, user = user, claim = string.rep('\0', 16) }, at)
count(KEYS[5], 'a', 1, at)
record(KEYS[6], p, 'admitted', entry, ARGV[3])
return { 1, p.pass, math.max(0, waited) }
