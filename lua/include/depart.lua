-- depart(q, entry, ticket, seen, kind, at, p): takes one entry out of the queue for a reason other than admission.
-- q: the keys queue, seen, rates, journal. It is counted by what it says of those who still wait: 'n' did not come when it
-- was their turn; 'v' vanished: never heard after joining; 'd' gave up.
local function depart(q, entry, ticket, seen, kind, at, p)
  redis.call('ZREM', q.queue, entry)
  redis.call('ZREM', q.seen, entry)
  local vanished = kind == 'expired' and tonumber(seen) <= tonumber(ticket)
  count(q.rates, kind == 'no_show' and 'n' or vanished and 'v' or 'd', 1, at)
  record(q.journal, p, kind, entry, ticket)
end
