-- What the store lost: it failed over, or came back empty or from a backup. lose.lua and caller.lua find that out.
-- read_loss(packed) -> from, to: what was given in this time may be lost, see is_in_loss(s, time); since; ends; newest, the latest time at
-- which somebody proves to have been here; is_total; is_over. Or nil.
-- write_loss(q, s)
-- judge_loss(s): what follows from it. While an event recovers its waiting clock stands still, and nobody enters whose place is behind a
-- lost one.
-- generation_of(s) -> 16 bytes, zeros if there is none
-- include: rank
local uploads = 2000000 -- so long nobody enters at all: the gateways tell what they know
local fresh = 120000000 -- who was seen in this time before the loss stands before the others
local none = string.rep('\0', 16) -- no generation, no user, no key

local function read_loss(packed)
  if not packed or #packed ~= 42 then return nil end
  local loss, total, over = {}, 0, 0
  loss.from, loss.to, loss.since, loss.ends, loss.newest, total, over = struct.unpack('<dddddBB', packed)
  loss.is_total, loss.is_over = total == 1, over == 1
  return loss
end

local function write_loss(q, s)
  local l = s.loss
  redis.call('HSET', q.state, 'loss', struct.pack('<dddddBB', l.from, l.to, l.since, l.ends, l.newest, l.is_total and 1 or 0, l.is_over and 1 or 0))
end

local function judge_loss(s)
  s.is_recovering = s.loss and not s.loss.is_over
  s.is_closed = s.is_recovering and (s.loss.is_total or s.store < s.loss.since + uploads)
  s.held_after = s.is_recovering and s.epoch and rank_of(s.loss.from, s) or math.huge
end

local function is_in_loss(s, time)
  return s.loss and time >= s.loss.from and time <= s.loss.to
end

local function generation_of(s) return s.generation or none end
