-- What the store lost, and who can tell. A store that failed over, or came back empty or from a backup, does not know it. But each
-- gateway was given a mark with its last write, and each token names the generation of its event.
-- read_caller(packed) -> of the gateway: id, mark (0 if it has none that is fresh), generation (nil likewise), seed (for a new generation)
-- read_loss(packed) -> from, to: what was given in this time may be lost, see is_in_loss(s, time); since; ends; newest, the latest time at which somebody
--   proves to have been here; is_total; is_over. Or nil.
-- belongs(s, generation): of this event, by its own name or by one that it had between
-- lose(q, s, at, from, to, recovery): notes a loss; of two at once the widest counts
-- lose_all(q, p, s, at, generation, seen): the same of everything, which this older or younger generation proves; it was seen then
-- prove(q, s, p, at, generation, seen) -> whether a token of this generation, of which somebody was seen then, is of this event. If it is
-- not, though the event cannot have ended since, the store lost it. Of an event that ended a token proves nothing.
-- know_caller(q, p, s, at, caller, begins): notices what this gateway lost, and marks its write. begins: an event that is not there
-- begins, with a generation of its own; otherwise nothing is written for it
-- advance_mark(q, s, caller, ticket) -> the mark: tickets of one microsecond run ahead of the clock; the mark is never before one
-- include: clock rank
-- While an event recovers its waiting clock stands still, and nobody enters whose place is behind a lost one.
local uploads = 2000000 -- so long nobody enters at all: the gateways tell what they know
local fresh = 120000000 -- who was seen in this time before the loss stands before the others

local function read_caller(packed)
  local caller = {}
  caller.id, caller.mark, caller.generation, caller.seed = struct.unpack('<c8dc16c8', packed)
  if caller.generation == string.rep('\0', 16) then caller.generation = nil end
  return caller
end

local function read_loss(packed)
  if not packed or #packed ~= 42 then return nil end
  local loss, total, over = {}, 0, 0
  loss.from, loss.to, loss.since, loss.ends, loss.newest, total, over = struct.unpack('<dddddBB', packed)
  loss.is_total, loss.is_over = total == 1, over == 1
  return loss
end

local function write_loss(q, s)
  local l = s.loss
  redis.call('HSET', q.state, 'loss', struct.pack('<dddddBB', l.from, l.to, l.since, l.ends, l.newest, l.is_total and 1 or 0, l.is_over and 1 or 0))
end

local function judge_loss(s)
  s.is_recovering = s.loss and not s.loss.is_over
  s.is_closed = s.is_recovering and (s.loss.is_total or s.store < s.loss.since + uploads)
  s.held_after = s.is_recovering and s.epoch and rank_of(s.loss.from, s) or math.huge
end

local function is_in_loss(s, time)
  return s.loss and time >= s.loss.from and time <= s.loss.to
end

local function belongs(s, generation)
  if generation == s.generation then return true end
  for i = 1, #s.aliases, 16 do
    if string.sub(s.aliases, i, i + 15) == generation then return true end
  end
  return false
end

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
  if generation == string.rep('\0', 16) or seen + p.full_retention * 1000000 < born then return false end
  lose_all(q, p, s, at, generation, seen)
  return true
end

local function know_caller(q, p, s, at, caller, begins)
  local mark = s.mark or 0
  if caller.generation and not (s.generation and belongs(s, caller.generation)) then
    lose_all(q, p, s, at, caller.generation, caller.mark)
  elseif mark < caller.mark and caller.mark > s.marked_since then
    lose(q, s, at, mark, caller.mark, p.recovery_time)
  end
  if begins and not s.generation then
    s.epoch = s.epoch or s.store
    s.generation = struct.pack('<d', s.epoch) .. caller.seed
    redis.call('HSET', q.state, 'generation', s.generation, 'epoch', string.format('%.0f', s.epoch))
  end
  if not s.epoch then return end
  s.mark = math.max(s.store, mark + 1, caller.mark)
  redis.call('HSET', q.state, 'mark:' .. caller.id, string.format('%.0f', s.mark))
end

local function advance_mark(q, s, caller, ticket)
  if ticket > s.mark then
    s.mark = ticket
    redis.call('HSET', q.state, 'mark:' .. caller.id, string.format('%.0f', ticket))
  end
  return s.mark
end
