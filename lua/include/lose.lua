-- Notes a loss (see loss.lua). Each token names the generation of its event.
-- lose(q, s, at, from, to, recovery): of two losses at once the widest counts
-- lose_all(q, p, s, at, generation, seen): the same of everything, which this older or younger generation proves; it was seen then
-- prove(q, s, p, at, generation, seen) -> whether a token of this generation, of which somebody was seen then, is of this event. If it is
-- not, though the event cannot have ended since, the store lost it. Of an event that ended a token proves nothing.
-- is_ended(s, generation): of an event of this name that an operator ended
-- belongs(s, generation): of this event, by its own name or by one that it had between
-- include: clock loss
local function belongs(s, generation)
  if generation == s.generation then return true end
  for i = 1, #s.aliases, 16 do
    if string.sub(s.aliases, i, i + 15) == generation then return true end
  end
  return false
end

local function is_ended(s, generation) return struct.unpack('<d', generation) < s.ended end

local function lose(q, s, at, from, to, recovery)
  local l = s.loss
  if not l then l = { from = from, to = to, newest = 0 } end
  if l.is_over and not l.is_total then l.from, l.to = from, to end
  l.from, l.to = math.min(l.from, from), math.max(l.to, to)
  -- The clock of the store went back with the rest. Tickets must not.
  s.store = math.max(s.store, s.unbroken, to + 1)
  l.since, l.ends, l.is_over = s.store, s.store + recovery, false
  l.is_total = l.is_total or from == 0
  s.loss = l
  write_loss(q, s)
  write_clock(q.state, s, at, true) -- time that passed stays passed: from now on the waiting clock stands still
  judge_loss(s)
end

-- The older generation is the event's, the younger one stays good: its visitors came in between.
local function adopt(q, s, generation)
  if not s.generation then
    s.generation = generation
  elseif struct.unpack('<d', generation) < struct.unpack('<d', s.generation) then
    s.generation, s.aliases = generation, s.aliases .. s.generation
  else
    s.aliases = s.aliases .. generation
  end
  -- Marks of before are gone, and say nothing more.
  s.marked_since = s.store
  redis.call('HSET', q.state, 'generation', s.generation, 'aliases', s.aliases, 'marked_since', string.format('%.0f', s.store))
  if not s.epoch then
    s.epoch = struct.unpack('<d', s.generation)
    redis.call('HSET', q.state, 'epoch', string.format('%.0f', s.epoch))
  end
end

local function lose_all(q, p, s, at, generation, seen)
  s.store = math.max(s.store, seen + 1)
  -- If the state alone is lost, the places are still there.
  local is_state_alone = s.epoch and not s.generation
  adopt(q, s, generation)
  if not is_state_alone then lose(q, s, at, 0, s.store, p.recovery_time) end
end

local function prove(q, s, p, at, generation, seen)
  if s.generation and belongs(s, generation) then return true end
  local born = s.generation and struct.unpack('<d', s.generation) or s.store
  if generation == none or is_ended(s, generation) or seen + p.full_retention * 1000000 < born then return false end
  lose_all(q, p, s, at, generation, seen)
  return true
end
