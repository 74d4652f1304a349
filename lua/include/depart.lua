-- depart(q, entry, ticket, heartbeat, kind, at, p): takes one entry out of the queue for any reason but admission.
-- q: the keys queue, heartbeats, rates, journal. kind: left, expired, no_show. The rates tell the estimate why: 'n' did not come
-- in their turn, 'v' never polled after joining, 'd' abandoned the queue. include: add_rate append_journal
local function depart(q, entry, ticket, heartbeat, kind, at, p)
  redis.call('ZREM', q.queue, entry)
  redis.call('ZREM', q.heartbeats, entry)
  local never_polled = kind == 'expired' and heartbeat <= ticket
  add_rate(q.rates, kind == 'no_show' and 'n' or never_polled and 'v' or 'd', 1, at)
  append_journal(q.journal, p, kind, entry, string.format('%.0f', ticket))
end
