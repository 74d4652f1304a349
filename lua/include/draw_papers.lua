-- What stays of a draw, whatever becomes of its event.
-- audit_step(q, p, step, fields): each step, in the trail that visitors' traffic never trims. fields: what the step brought
-- inherit(q, s, list): a draw that was announced under this name before, and whose event was ended, stands in the papers of the next one:
-- nobody draws again in silence. list: the fields of the new record
-- include: draw append_audit
local function hex(bytes)
  return bytes and (string.gsub(bytes, '.', function(c) return string.format('%02x', string.byte(c)) end)) or 'none'
end

local function audit_step(q, p, step, fields)
  local detail
  if step == 'announce' then detail = fields.announcement
  elseif step == 'amend' then detail = string.format('draw at %.0f', p.draw_at)
  elseif step == 'root' then
    detail = string.format('%s entries, root %s, round %s', fields.entries, hex(fields.root), redis.call('HGET', q.draw, 'round') or 'none')
  elseif step == 'seed' then
    detail = string.format('value %s, signature %s, seed %s', hex(fields.value), hex(fields.signature), hex(fields.seed))
  elseif step == 'ranked' then detail = redis.call('HGET', q.draw, 'entries') .. ' entries'
  else return end
  append_audit(q, p, 'gateway', 'draw_' .. step, detail)
end

local function inherit(q, s, list)
  local earlier = redis.call('HMGET', q.draw, 'generation', 'announced_at', 'root', 'seed', 'notes')
  local notes = {}
  for i = 1, math.min(tonumber(earlier[5] or 0), 1000) do
    local note = redis.call('HGET', q.draw, 'note:' .. i)
    if note and string.find(note, ' earlier draw ', 1, true) then notes[#notes + 1] = note end
  end
  if earlier[2] then
    notes[#notes + 1] = string.format('%.0f earlier draw %s, announced at %s: root %s, seed %s', s.time, hex(earlier[1]), earlier[2], hex(earlier[3]), hex(earlier[4]))
  end
  if #notes > 0 then list[#list + 1], list[#list + 2] = 'notes', #notes end
  for i, note in ipairs(notes) do list[#list + 1], list[#list + 2] = 'note:' .. i, note end
end
