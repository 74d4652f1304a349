-- remember(q, s, p, entry, ticket, rank, kind, record, counted_as) -> 'passed_over', or 'no_show': takes an entry out of the index and
-- remembers it, so that a poll can bring it back. counted_as: instead of the kind's own name. Whose turn has passed for the third time is
-- a no-show for good.
-- end_place(q, s, entry, ticket, is_known): takes an entry out for good. Of a loss, or of what a gateway knows after one, it leaves a
-- record: its token must not bring it back.
-- forget(q, s, p, entry, ticket, kind): the same, counted. kind: left, expired, no_show
-- include: records append_journal count
local remembered_as = { [1] = 'asleep', [2] = 'passed_over', [3] = 'passed_over', [4] = 'left_softly' }
local forgotten_as = { [1] = 'expired', [2] = 'no_show', [3] = 'no_show', [4] = 'left' }
local max_turns = 3

local function take_out(q, entry)
  redis.call('ZREM', q.queue, entry)
  redis.call('ZREM', q.heartbeats, entry)
  redis.call('ZREM', q.turns, entry)
end

local function end_place(q, s, entry, ticket, is_known)
  take_out(q, entry)
  redis.call('ZREM', q.remembered, entry)
  redis.call('ZREM', q.admitted, entry)
  redis.call('ZREM', q.restored, entry)
  if is_known or is_in_loss(s, ticket) then
    write_record(q, entry, { ticket = ticket, rank = 0, kind = 6, silent = 0, lingered = 0, since = s.waiting })
  else
    redis.call('HDEL', q.records, entry)
  end
end

local function forget(q, s, p, entry, ticket, kind)
  end_place(q, s, entry, ticket)
  count(q, p, kind, entry, ticket)
end

local function remember(q, s, p, entry, ticket, rank, kind, record, counted_as)
  local r = record or { ticket = ticket, silent = 0, lingered = 0 }
  r.rank, r.kind, r.since = rank, kind, s.waiting
  if kind == 2 then r.silent = r.silent + 1 elseif kind == 3 then r.lingered = r.lingered + 1 end
  count(q, p, counted_as or remembered_as[kind], entry, ticket)
  if r.silent + r.lingered >= max_turns then
    forget(q, s, p, entry, ticket, 'no_show')
    return 'no_show'
  end
  take_out(q, entry)
  redis.call('ZREM', q.admitted, entry)
  write_record(q, entry, r)
  redis.call('ZADD', q.remembered, string.format('%.0f', s.waiting), entry)
  return 'passed_over'
end

-- A pass that ran out unspent counts as a turn that its visitor was silent in.
local function end_pass(q, s, p, entry, r)
  return remember(q, s, p, entry, r.ticket, r.rank, 2, r, 'unspent')
end
