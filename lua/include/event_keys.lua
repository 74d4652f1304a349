-- event_keys() -> the keys of an event by name. Every script of an event gets the first sixteen, in this order.
local function event_keys()
  return {
    queue = KEYS[1], heartbeats = KEYS[2], state = KEYS[3], settings = KEYS[4], turns = KEYS[5], records = KEYS[6],
    remembered = KEYS[7], admitted = KEYS[8], rates = KEYS[9], journal = KEYS[10], restored = KEYS[11], users = KEYS[12],
    sessions = KEYS[13], audit = KEYS[14], draw = KEYS[15], history = KEYS[16], pass = KEYS[17],
  }
end
