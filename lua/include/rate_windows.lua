-- rate_windows(rates, at) -> 'a1 a5 a15 d1 d5 d15 n1 n5 n15 v1 v5 v15': admissions, abandonments, no-shows and visitors who never
-- polled, in the 12, 60 and 180 slots of 5 s up to now. Deletes older slots.
local function rate_windows(rates, at)
  local slot = math.floor(at / 5000000)
  local sums = { a = { 0, 0, 0 }, d = { 0, 0, 0 }, n = { 0, 0, 0 }, v = { 0, 0, 0 } }
  local all = redis.call('HGETALL', rates)
  for i = 1, #all, 2 do
    local kind, number = string.match(all[i], '^([adnv])(%d+)$')
    if kind then
      local age, n = slot - number, tonumber(all[i + 1])
      if age >= 180 then redis.call('HDEL', rates, all[i]) end
      if age < 12 then sums[kind][1] = sums[kind][1] + n end
      if age < 60 then sums[kind][2] = sums[kind][2] + n end
      if age < 180 then sums[kind][3] = sums[kind][3] + n end
    end
  end
  local text = {}
  for _, kind in ipairs({ 'a', 'd', 'n', 'v' }) do text[#text + 1] = string.format('%d %d %d', unpack(sums[kind])) end
  return table.concat(text, ' ')
end
