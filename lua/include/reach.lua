-- reach(s, p) -> how many positions, counted from the front, the bucket can serve now:
-- max(L, min(overdraft positions, L + overdraft)), L in whole tokens; and no more than there are free seats, if there is a maximum. All of
-- them while everybody is let through. The second value: the seats alone are why nobody is.
-- is_ready(q, s, p, entry, position, rank, ticket, reachable): the rule itself. While the event recovers nobody is who may have lost ones
-- ahead. When it is closed, only who was told so before, to the end of the turn.
-- include: has_waited event_keys seat
local function reach(s, p)
  if p.is_passing then return math.huge end
  if p.is_stopped or s.is_closed or s.is_gathering or s.is_settling then return 0 end
  local whole = math.floor(s.level / 1000000)
  local served = math.max(whole, math.min(p.overdraft_positions, whole + p.overdraft))
  if p.maximum_shoppers == 0 then return served, false end
  -- Who was inside when everything was lost comes with a token, at the latest within the lifetime of a session. Until then each seat may be taken.
  local is_unknown = s.loss and s.loss.is_total and s.store <= s.loss.since + p.session_lifetime
  local free = is_unknown and 0 or math.max(0, p.maximum_shoppers - shoppers(event_keys(), s))
  return math.min(served, free), served > 0 and free == 0
end

local function has_turn(q, s, p, entry)
  local begun = tonumber(redis.call('ZSCORE', q.turns, entry))
  return begun and s.waiting - begun <= p.turn_time
end

local function is_ready(q, s, p, entry, position, rank, ticket, reachable)
  if p.is_passing then return true end
  return position <= reachable and rank <= s.held_after and has_waited(position, s.store - (is_drawn(rank) and rank or ticket), p)
    and (not s.is_over or has_turn(q, s, p, entry))
end
