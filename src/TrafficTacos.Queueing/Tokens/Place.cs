namespace TrafficTacos.Queueing.Tokens;

/// <summary>A place in a queue: an entry with the ticket it was given. Tickets are the store's microseconds, strictly increasing.</summary>
internal readonly record struct Place(EntryId Entry, long Ticket);
