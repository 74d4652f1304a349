-- count(q, p, kind, entry, ticket): counts one visitor in the totals of the sale and adds the journal's record.
-- kind: joined, restored, reinstated, admitted, unspent, passed_over, asleep, left_softly, returned, moved_up, left, removed, expired,
-- no_show, session_opened, session_ended. At every instant
-- joined + restored + reinstated = waiting + remembered + (admitted - unspent) + left + removed + expired + no_show.
local function count(q, p, kind, entry, ticket)
  redis.call('HINCRBY', q.state, kind, 1)
  append_journal(q, p, kind, entry, ticket)
end
