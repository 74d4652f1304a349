-- reach(s, p) -> how many positions, counted from the front, the bucket can serve now:
-- max(L, min(overdraft positions, L + overdraft)), L in whole tokens. All of them while everybody is let through.
-- is_ready(q, s, p, entry, position, rank, ticket, reachable): the rule itself. While the event recovers nobody is who may have lost ones
-- ahead. When it is closed, only who was told so before, to the end of the turn.
-- include: has_waited
local function reach(s, p)
  if p.is_passing then return math.huge end
  if p.is_stopped or s.is_closed or s.is_gathering then return 0 end
  local whole = math.floor(s.level / 1000000)
  return math.max(whole, math.min(p.overdraft_positions, whole + p.overdraft))
end

local function has_turn(q, s, p, entry)
  local begun = tonumber(redis.call('ZSCORE', q.turns, entry))
  return begun and s.waiting - begun <= p.turn_time
end

local function is_ready(q, s, p, entry, position, rank, ticket, reachable)
  if p.is_passing then return true end
  return position <= reachable and rank <= s.held_after and has_waited(position, s.store - ticket, p)
    and (not s.is_over or has_turn(q, s, p, entry))
end
