#!lua
-- Lists who has a place, some at a time, so that no call holds Redis up. It changes nothing.
-- KEYS  1 queue  2 heartbeats  3 state  4 settings  5 turns  6 records  7 remembered  8 admitted  9 rates  10 journal
--       11 restored  12 users  13 sessions  14 audit  15 draw  16 history
-- ARGV  1 where: queue | records | users | groups  2 cursor, '' for the first call  3 about how many  4 in the users: the label (8 bytes) that they have
-- Reply { cursor of the next call ('' if this was the last), entries }: those of the queue in its order; those who have a record, and those of a
--       label who wait or are remembered, in any order and perhaps twice. For groups, in place of entries the labels (8 bytes) of all who have one
--       and wait or are remembered, then how many fields were looked at and how many there are
-- include: event_keys records labels
local q, cursor, count = event_keys(), ARGV[2], tonumber(ARGV[3])
local entries = {}
if ARGV[1] == 'queue' then
  local found = redis.call('ZRANGEBYSCORE', q.queue, cursor == '' and '-inf' or '(' .. cursor, '+inf', 'WITHSCORES', 'LIMIT', 0, count)
  for i = 1, #found, 2 do entries[#entries + 1] = found[i] end
  return { #entries == count and string.format('%.0f', tonumber(found[#found])) or '', entries }
end

local key = ARGV[1] == 'records' and q.records or q.users
local found = redis.call('HSCAN', key, cursor == '' and '0' or cursor, 'COUNT', count)
local fields = found[2]
for i = 1, #fields, 2 do
  local field, value = fields[i], fields[i + 1]
  if ARGV[1] == 'records' then
    entries[#entries + 1] = field
  elseif (value == ARGV[4] or ARGV[1] == 'groups') and #field == 22 and field == label_field(string.sub(field, 7)) then
    local entry = string.sub(field, 7)
    local r = read_record(redis.call('HGET', q.records, entry))
    if r and r.kind >= 1 and r.kind <= 4 or redis.call('ZSCORE', q.queue, entry) then
      entries[#entries + 1] = ARGV[1] == 'groups' and value or entry
    end
  end
end
return { found[1] ~= '0' and found[1] or '', entries, #fields / 2, redis.call('HLEN', key) }
