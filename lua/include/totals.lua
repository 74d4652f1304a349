-- read_totals(q) -> how many visitors were counted of each kind over the whole sale, in the order of StoredTotals.Kinds.
local function read_totals(q)
  local totals = redis.call('HMGET', q.state, 'joined', 'restored', 'reinstated', 'admitted', 'passed_through', 'unspent', 'left', 'removed', 'expired',
    'no_show', 'passed_over', 'asleep', 'left_softly', 'returned', 'moved_up')
  for i = 1, #totals do totals[i] = tonumber(totals[i]) or 0 end
  return totals
end
