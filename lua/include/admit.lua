-- admit(q, s, p, entry, ticket, rank, record, pass): the visitor is in, and has this pass: user, id, granted, expires.
-- include: remember pass user add_rate add_wait count
local function admit(q, s, p, entry, ticket, rank, record, pass)
  take_out(q, entry)
  if not p.is_passing then write_level(q, s, p, s.level - 1000000) end
  pass.state, pass.ticket = 1, ticket
  write_pass(q.pass, pass, s.service)
  local r = record or { ticket = ticket, silent = 0, lingered = 0 }
  r.ticket, r.rank, r.kind, r.since = ticket, rank, 5, s.waiting
  write_record(q, entry, r)
  redis.call('ZREM', q.remembered, entry)
  redis.call('ZADD', q.admitted, string.format('%.0f', pass.expires), entry)
  if rank > s.front and not p.is_passing then redis.call('HSET', q.state, 'front', string.format('%.0f', rank)) end
  local u = read_user(q, pass.user)
  write_user(q, pass.user, { entry = entry, expires = pass.expires, spent = u and u.spent or 0 })
  add_rate(q, p, 'a', s.store)
  add_wait(q, p, s.store - ticket)
  count(q, p, p.is_passing and 'passed_through' or 'admitted', entry, ticket)
end
