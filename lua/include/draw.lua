-- How far an event's draw is: the field `draw` of the state, packed `<Bdd`.
-- stage: 0 none, 1 announced, 2 frozen, 3 rooted, 4 seeded, 5 ranked, 6 abandoned. ticket: the last one given when the draw froze: whoever
-- was in the queue with a ticket up to it is drawn. at: when it froze, by store time. Both are 0 before stage 2.
-- read_draw(packed) -> { stage, ticket, at }; write_draw(q, s, stage, ticket, at) writes it to the state and to s.draw
local function read_draw(packed)
  local d = { stage = 0, ticket = 0, at = 0 }
  if packed and #packed == 17 then d.stage, d.ticket, d.at = struct.unpack('<Bdd', packed) end
  return d
end

local function write_draw(q, s, stage, ticket, at)
  s.draw = { stage = stage, ticket = ticket, at = at }
  redis.call('HSET', q.state, 'draw', struct.pack('<Bdd', stage, ticket, at))
end
