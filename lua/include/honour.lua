-- honour(q, s, p, at, entry, ticket, proof) -> the pass that a token proves and a loss took, once more; or nil.
-- proof: generation, granted at, until (store time), id, user. Only while the pass would live, for at most a minute, and not if it is known
-- to be spent or its visitor to be gone. If no seat is free any more the visitor is back at their place instead.
-- include: lose records admit seat
local longest = 60000000

local function honour(q, s, p, at, entry, ticket, proof)
  if #proof ~= 56 then return nil end
  local generation, granted, ends, id, user = struct.unpack('<c16ddc8c16', proof)
  if not prove(q, s, p, at, generation, granted) or not is_in_loss(s, granted) then return nil end
  if s.store > ends or s.store > granted + longest then return nil end
  local rank, record = tonumber(redis.call('ZSCORE', q.queue, entry)), read_record(redis.call('HGET', q.records, entry))
  if record and record.kind >= 5 or (rank or record) and not is_of(rank, record, ticket, s) then return nil end
  if p.maximum_shoppers > 0 and shoppers(q, s) >= p.maximum_shoppers then return nil end
  local pass = { user = user, id = id, granted = granted, expires = s.service + ends - s.store }
  if not rank and not record then count(q, p, 'restored', entry, ticket) end
  admit(q, s, p, entry, ticket, rank or rank_of(ticket, s), record, pass)
  return pass
end
