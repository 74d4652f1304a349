-- The record of a visitor who came back (then rank and ticket differ), is remembered, or was let in. Nobody else has one.
-- 27 bytes: ticket, rank, kind, silent turns, lingered turns, when remembered or let in.
-- kind: 0 waits, 1 asleep, 2 silent when it was their turn, 3 lingered, 4 left softly, 5 was let in, 6 is gone for good, 7 has a session
-- read_record(value) -> the record, or nil; read_records(q, entries) -> entry to record; write_record(q, entry, r)
local function read_record(value)
  if not value or #value ~= 27 then return nil end
  local r = {}
  r.ticket, r.rank, r.kind, r.silent, r.lingered, r.since = struct.unpack('<ddBBBd', value)
  return r
end

local function read_records(q, entries)
  local records = {}
  if #entries == 0 then return records end
  local values = redis.call('HMGET', q.records, unpack(entries))
  for i, entry in ipairs(entries) do records[entry] = read_record(values[i]) end
  return records
end

local function write_record(q, entry, r)
  redis.call('HSET', q.records, entry, struct.pack('<ddBBBd', r.ticket, r.rank, r.kind, r.silent, r.lingered, r.since))
end
