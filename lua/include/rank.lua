-- rank_of(ticket, s) -> the score of a visitor in the position index, by arrival. A token proves the ticket, so both sides can compute it.
-- Between two neighbours there is room for 1,023 visitors who came back after their turn: their rank is no multiple of 1,024, and their
-- record holds their ticket. No other code may take a rank for a ticket, or for a time.
-- ticket_at(rank, record, s) -> the ticket of an entry of the index
local function rank_of(ticket, s) return (ticket - s.epoch) * 1024 end

local function ticket_at(rank, record, s)
  if record then return record.ticket end
  return math.floor(rank / 1024) + s.epoch
end
