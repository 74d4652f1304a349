-- rank_of(ticket, s) -> the score of a visitor in the position index, by arrival. A token proves the ticket, so both sides can compute it.
-- Between two neighbours there is room for 1,023 visitors who came back after their turn: their rank is no multiple of 1,024, and their
-- record holds their ticket. No other code may take a rank for a ticket, or for a time.
-- A drawn rank is at most -2^52, below that of every arrival. The ticket of who has one is not stored: in its stead stands the rank itself, here, in records and in the journal.
-- is_drawn(rank); ticket_at(rank, record, s) -> the ticket of an entry of the index
-- own_ticket(rank, record, s) -> the ticket that the token of a place names: of who is drawn the rank, also if a record has the ticket, but
-- not of a late comer whom an operator lets in among them
-- is_of(rank, record, ticket, s) -> whether the place of this rank, or of this record, is that of a ticket. Of a drawn place it is every ticket
-- of that identity from before the draw: an identity has one place.
local largest_drawn = -4503599627370496

local function is_drawn(rank) return rank <= largest_drawn end

local function rank_of(ticket, s) return ticket < 0 and ticket or (ticket - s.epoch) * 1024 end

local function ticket_at(rank, record, s)
  if record then return record.ticket end
  return is_drawn(rank) and rank or math.floor(rank / 1024) + s.epoch
end

local function own_ticket(rank, record, s)
  if is_drawn(rank) and not (record and record.ticket > s.draw.ticket) then return rank end
  return ticket_at(rank, record, s)
end

local function is_of(rank, record, ticket, s)
  if rank and is_drawn(rank) and ticket <= s.draw.ticket then return true end -- also if a record has the ticket
  if record or rank and is_drawn(rank) then
    local held = record and record.ticket or rank
    return held == ticket or held < 0 and ticket <= s.draw.ticket
  end
  return rank ~= nil and rank == rank_of(ticket, s)
end
