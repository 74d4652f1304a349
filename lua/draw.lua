#!lua
-- Takes an event's draw one step further. A step that was made already, or is not the next, changes nothing: the reply says what stands.
-- KEYS  1 queue  2 heartbeats  3 state  4 settings  5 turns  6 records  7 remembered  8 admitted  9 rates  10 journal
--       11 restored  12 users  13 sessions  14 audit  15 draw  16 history  17 draw_left  18 draw_leaves
-- ARGV  1 policy (packed)  2 caller (packed, see include/caller.lua)
--       3 step: read, announce, amend, freeze, root, supply, seed, ranked, abandon, or restore: a gateway gives back what the store lost
--       4 packed: of root by a beacon <dd, its genesis and period in seconds; of restore <Bdd, how far the draw was; else empty
--       5 N  6 N fields of the record, each with its value
-- Reply { mark, generation, made 0|1, stage, ticket, at (see include/draw.lua), now, time (the later of now and Redis' own), order,
--         gather at, draw at, opens at, recovering 0|1, when an event of this name was ended or 0, then the whole record: field, value, … }
-- include: now event_keys clock read_policy rank loss restore_clock read_event lose caller append_audit draw draw_steps
-- include: draw_papers draw_restore

local at, q = now(), event_keys()
local p, s = read_call(q, ARGV[1], ARGV[2], at)
local step, packed, fields, list, made = ARGV[3], ARGV[4], {}, {}, 0
for i = 6, 4 + 2 * ARGV[5], 2 do
  fields[ARGV[i]] = ARGV[i + 1]
  list[#list + 1], list[#list + 2] = ARGV[i], ARGV[i + 1]
end
local function stamp(name) list[#list + 1], list[#list + 2] = name, string.format('%.0f', s.time) end
heal_draw(q, s)
if step == 'announce' and not s.generation and p.order == 1 then
  begin(q, s, read_caller(ARGV[2])) -- its announcement names the generation, so it comes with the next call
  s.last_ticket = s.last_ticket or s.epoch
  redis.call('HSET', q.state, 'last_ticket', string.format('%.0f', s.last_ticket))
  write_clock(q.state, s, at, s.busy == 1)
end
if step == 'restore' then
  made = give_back(q, s, read_draw(packed), fields, list) and 1 or 0
elseif is_next(q, s, p, step, fields) then
  made = 1
  local d = s.draw
  if d.stage == 0 then
    inherit(q, s, list)
    redis.call('UNLINK', q.draw, KEYS[17], KEYS[18]) -- of an earlier event with this name
  end
  if step == 'announce' then
    stamp('announced_at')
    write_draw(q, s, 1, 0, p.draw_at)
  elseif step == 'amend' then
    local number = redis.call('HINCRBY', q.draw, 'amendments', 1)
    list = { 'amendment:' .. number, string.format('%.0f %.0f', p.draw_at, s.time) }
    write_draw(q, s, 1, 0, p.draw_at)
  elseif step == 'freeze' then
    freeze(q, s, p)
  elseif step == 'root' then
    s.time = math.max(s.time, tonumber(redis.call('HGET', q.draw, 'frozen_at')) or d.at) -- in the papers it is not before
    if packed ~= '' then list[#list + 1], list[#list + 2] = 'round', string.format('%.0f', first_round(s.time, struct.unpack('<dd', packed))) end
    stamp('rooted_at')
    write_draw(q, s, 3, d.ticket, d.at)
  elseif step == 'seed' then
    stamp('seeded_at')
    write_draw(q, s, 4, d.ticket, d.at)
  elseif step == 'ranked' then
    redis.call('UNLINK', KEYS[17])
    if not redis.call('HGET', q.draw, 'ranked_at') then stamp('ranked_at') end -- not again, if the ranks were lost and given once more
    write_draw(q, s, 5, d.ticket, d.at)
  elseif step == 'abandon' then
    list[#list + 1], list[#list + 2] = 'generation', s.generation
    stamp('abandoned_at')
    write_draw(q, s, 6, d.ticket, d.at)
  end
  if #list > 0 then redis.call('HSET', q.draw, unpack(list)) end
  audit_step(q, p, step, fields)
  if fields.who then append_audit(q, p, fields.who, step == 'abandon' and 'abandon_draw' or 'supply_beacon', fields.reason or 'round ' .. redis.call('HGET', q.draw, 'round')) end
end
keep_draw(q, s, p, KEYS[17])
local d = s.draw
return answer(s, made, d.stage, d.ticket, d.at, s.store, s.time, p.order, p.gather_at, p.draw_at, p.opens_at, s.is_recovering and 1 or 0, s.ended,
  unpack(redis.call('HGETALL', q.draw)))
