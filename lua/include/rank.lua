-- rank_of(ticket) -> the score of a visitor in the position index. The index sorts ranks; tokens prove tickets.
-- ticket_of(rank) -> the ticket behind a score, so the time the visitor joined.
-- By arrival both are the same number. No other code may take one for the other.
local function rank_of(ticket) return ticket end
local function ticket_of(rank) return rank end
