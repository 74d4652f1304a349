-- begin_session(q, s, p, entry, record, session): the place is used up, and the session of it holds a seat. record: that of the place, or nil
-- register(q, s, p, at, entry, id, proof) -> the session that a token proves and a loss took, once more; or nil. If no seat is free it stays
-- lost.
-- proof: generation, ticket, user, when it was opened and last confirmed (store time), its end
-- include: lose records count user seat session
local function begin_session(q, s, p, entry, record, session)
  local is_known = record and record.ticket == session.ticket
  if is_known and record.kind ~= 5 then count(q, p, 'admitted', entry, session.ticket) end
  if is_known or not record then end_place(q, s, entry, session.ticket) end
  session.maximum = s.service + p.session_maximum - (s.store - session.opened)
  session.ends = math.min(s.service + p.session_lifetime, session.maximum)
  write_session(q.pass, session, s.service)
  write_record(q, entry, { ticket = session.ticket, rank = is_known and record.rank or 0, kind = 7, silent = 0, lingered = 0, since = s.waiting })
  hold_seat(q, entry, session.ticket, session.ends)
  local u = read_user(q, session.user)
  write_user(q, session.user, { entry = entry, expires = session.ends, spent = (u and u.spent or 0) + 1 })
  count(q, p, 'session_opened', entry, session.ticket)
  keep_small(p)
end

local function register(q, s, p, at, entry, id, proof)
  if #proof ~= 64 then return nil end
  local generation, ticket, user, opened, confirmed, ends = struct.unpack('<c16dc16ddd', proof)
  if not prove(q, s, p, at, generation, confirmed) or not is_in_loss(s, opened) or s.store > ends + p.recovery_time then return nil end
  local rank, record = tonumber(redis.call('ZSCORE', q.queue, entry)), read_record(redis.call('HGET', q.records, entry))
  if record and (record.ticket ~= ticket or record.kind >= 6) then return nil end
  if rank and not record and rank ~= rank_of(ticket, s) then return nil end
  local has_seat = record and record.kind == 5
  if not has_seat and p.maximum_shoppers > 0 and shoppers(q, s) >= p.maximum_shoppers then return nil end
  if not has_seat then write_level(q, s, p, s.level - 1000000) end -- it was let in, and the store forgot
  if not record then
    if not rank then count(q, p, 'restored', entry, ticket) end
    count(q, p, 'admitted', entry, ticket)
  end
  local session = { ticket = ticket, user = user, pass_id = id, granted = opened, pass_ends = s.service, id = id, opened = opened }
  begin_session(q, s, p, entry, record, session)
  return session.ends >= s.service and session or nil
end
