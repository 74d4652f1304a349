-- read_entries(packed, n) -> n entries of 16 bytes each. One argument, because each costs Redis an object of its own.
local function read_entries(packed, n)
  local entries = {}
  for i = 1, n do entries[i] = string.sub(packed, 16 * i - 15, 16 * i) end
  return entries
end
