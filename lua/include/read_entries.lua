-- read_entries(packed, n) -> n entries of 16 bytes each. They come in one argument, because each argument costs Redis an object.
local function read_entries(packed, n)
  local entries = {}
  for i = 1, n do entries[i] = string.sub(packed, 16 * i - 15, 16 * i) end
  return entries
end
