-- How far an event's draw is: the field `draw` of the state, packed `<Bdd`, of which the draw's own record keeps a copy.
-- stage: 0 none, 1 announced, 2 frozen, 3 rooted, 4 seeded, 5 ranked, 6 abandoned
-- ticket: the last one given when the draw froze: whoever was in the queue with a ticket up to it is drawn; 0 before
-- at: when it froze, by store time; in stage 1 when it is to freeze, as announced
-- keep_drawn(q, s, left, entry, ticket): whoever leaves a draw that is frozen keeps their leaf, until the list of leaves is there; left: the
-- key of those
-- note_draw(q, s, what): what everybody may know of a draw that is done, in its papers; the first 1,000 times
-- read_draw(packed) -> { stage, ticket, at }; write_draw(q, s, stage, ticket, at) writes it, and s.draw
local function read_draw(packed)
  local d = { stage = 0, ticket = 0, at = 0 }
  if packed and #packed == 17 then d.stage, d.ticket, d.at = struct.unpack('<Bdd', packed) end
  return d
end

local function write_draw(q, s, stage, ticket, at)
  local packed = struct.pack('<Bdd', stage, ticket, at)
  s.draw = { stage = stage, ticket = ticket, at = at }
  redis.call('HSET', q.state, 'draw', packed)
  redis.call('HSET', q.draw, 'stage', packed)
end

local function note_draw(q, s, what)
  if s.draw.stage ~= 5 or not redis.call('HGET', q.draw, 'stage') then return end
  local number = redis.call('HINCRBY', q.draw, 'notes', 1)
  if number <= 1000 then redis.call('HSET', q.draw, 'note:' .. number, string.format('%.0f %s', s.time, what)) end
end

local function keep_drawn(q, s, left, entry, ticket)
  if s.draw.stage == 2 and ticket <= s.draw.ticket then redis.call('ZADD', left, string.format('%.0f', ticket), entry) end
end
