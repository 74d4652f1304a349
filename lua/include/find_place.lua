-- find_place(q, s, entry, ticket) -> the place of somebody whom an operator names, with this ticket (0 for any); or nil. state: 1 waiting,
-- 2 remembered, 3 let in, with a pass or a session; ticket, record (nil if there is none); rank, for the remembered where they stood.
-- include: rank records
local function find_place(q, s, entry, ticket)
  if not s.epoch then return nil end
  local rank, r = tonumber(redis.call('ZSCORE', q.queue, entry)), read_record(redis.call('HGET', q.records, entry))
  if not rank and (not r or r.kind == 0 or r.kind == 6) then return nil end
  local place = { state = rank and 1 or r.kind >= 5 and 3 or 2, rank = rank or r.rank, record = r }
  place.ticket = rank and ticket_at(rank, r, s) or r.ticket
  if ticket ~= 0 and not is_of(rank, r, ticket, s) then return nil end
  return place
end
