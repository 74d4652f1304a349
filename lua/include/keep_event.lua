-- keep_event(q, s, p, at, policy, is_new, has_new_keys): what a join writes beside its places. Keys that are new get their expiry: the
-- maintenance that renews it may never come.
-- include: read_event
local function keep_event(q, s, p, at, policy, is_new, has_new_keys)
  if s.busy == 0 then write_clock(q.state, s, at, true) end
  if not p.is_small then
    if is_new then redis.call('HSET', q.rates, 'first_join', string.format('%.0f', s.epoch)) end
    if not s.has_policy then redis.call('HSET', q.state, 'policy', policy, 'policy_at', string.format('%.0f', at)) end
  end
  if has_new_keys then extend(p) end
end
