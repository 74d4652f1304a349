-- The gateway that calls. A store does not know that it lost something, so each gateway brings the mark that it was given with its last
-- write, and the generation that it knows.
-- read_call(q, policy, packed, at) -> p, s (see read_event.lua) of an event whose caller is known and marked
-- read_caller(packed) -> id, mark (0 if it has none that is fresh), generation (nil likewise), seed (for a new generation)
-- know_caller(q, p, s, at, caller): notices what this gateway lost
-- write_mark(q, s, caller, ticket, fields): marks its write, and sets these fields of the state with it; -> the mark. Tickets of one microsecond run ahead of the clock; the mark is never before one. Before
-- an event begins nothing is written for it.
-- begin(q, s, caller): an event that is not there begins, with a generation of its own
-- answer(s, ...) -> the reply to a caller: mark, generation, and what it asked for
-- include: read_event lose
local function read_caller(packed)
  local caller = {}
  caller.id, caller.mark, caller.generation, caller.seed = struct.unpack('<c8dc16c8', packed)
  if caller.generation == none then caller.generation = nil end
  return caller
end

local function know_caller(q, p, s, at, caller)
  -- What it knows of an event that was ended says nothing of a loss.
  if caller.generation and is_ended(s, caller.generation) then caller.generation, caller.mark = nil, 0 end
  if caller.generation and not (s.generation and belongs(s, caller.generation)) then
    lose_all(q, p, s, at, caller.generation, caller.mark)
  elseif (s.mark or 0) < caller.mark and caller.mark > s.marked_since then
    lose(q, s, at, s.mark or 0, caller.mark, p.recovery_time)
  end
end

local function write_mark(q, s, caller, ticket, fields)
  if not s.epoch then return 0 end
  s.mark = math.max(s.store, (s.mark or 0) + 1, caller.mark, ticket)
  redis.call('HSET', q.state, 'mark:' .. caller.id, string.format('%.0f', s.mark), unpack(fields or {}))
  return s.mark
end

local function read_call(q, policy, packed, at)
  local caller = read_caller(packed)
  local p, s = read_event(q, policy, at, caller)
  know_caller(q, p, s, at, caller)
  write_mark(q, s, caller, 0)
  return p, s
end

local function begin(q, s, caller)
  if s.generation then return end
  s.epoch = s.epoch or s.store
  s.generation = struct.pack('<d', s.epoch) .. caller.seed
  redis.call('HSET', q.state, 'generation', s.generation, 'epoch', string.format('%.0f', s.epoch))
end

local function answer(s, ...)
  return { s.mark or 0, generation_of(s), ... }
end
