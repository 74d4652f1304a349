-- depart(q, entry, ticket, kind, at, p): takes one entry out of the queue for a reason other than admission.
-- q: the keys queue, seen, rates, journal.
local function depart(q, entry, ticket, kind, at, p)
  redis.call('ZREM', q.queue, entry)
  redis.call('ZREM', q.seen, entry)
  count(q.rates, 'd', 1, at)
  record(q.journal, p, kind, entry, ticket)
end
