-- give_back(q, s, known, fields, list) -> whether a gateway gave back what the store lost of a draw. known: how far the draw was, see read_draw;
-- fields: the record that the gateway knows, list: the same, each field with its value
-- include: draw lose
local function give_back(q, s, known, fields, list)
  local whole = known.stage == 6 and fields.reason
    or fields.announcement and (known.stage < 3 or fields.root and fields.entries) and (known.stage < 4 or fields.seed)
  local kept = read_draw(redis.call('HGET', q.draw, 'stage')).stage -- the record may be lost alone
  local stands = s.draw.stage
  if redis.call('HGET', q.draw, 'unannounced') then stands, kept = 0, 0 end -- it was announced, and nobody here knew
  if not (known.stage > math.min(stands, kept) and known.stage >= stands and whole and s.generation
    and fields.generation and belongs(s, fields.generation)) then return false end
  if stands == 0 then redis.call('UNLINK', q.draw) end
  -- Some of the ranks may be lost, too. Giving them again changes nothing.
  redis.call('HSET', q.draw, 'ranked', 0, unpack(list))
  if stands < known.stage then stands = known.stage == 5 and 4 or known.stage end
  write_draw(q, s, stands, known.ticket, known.at)
  return true
end
