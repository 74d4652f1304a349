namespace TrafficTacos.Queueing.Tokens;

/// <summary>What a waiting token says of its place beside the ticket, so that the visitor can get it back after a loss of the store.</summary>
/// <param name="Generation">The event's.</param>
/// <param name="Offset">How far the rank is from where the ticket says, see <see cref="Admission.Rank"/>.</param>
/// <param name="SeenAt">When the token was made, in microseconds of the store: the place was there then.</param>
internal readonly record struct PlaceProof(Generation Generation, long Offset, long SeenAt);

/// <summary>What a reservation token says of its pass.</summary>
/// <param name="Generation">The event's.</param>
/// <param name="GrantedAt">In microseconds of the store.</param>
/// <param name="Until">When it ends, in microseconds of the store, unless an outage lengthens it.</param>
/// <param name="Id">Names the pass.</param>
/// <param name="User">Whom it is bound to; zero for nobody.</param>
internal readonly record struct PassProof(Generation Generation, long GrantedAt, long Until, ulong Id, UInt128 User);

/// <summary>What a session token says of its session. Times in microseconds of the event's service clock.</summary>
/// <param name="Generation">The event's.</param>
/// <param name="Id">Names the session.</param>
/// <param name="User">Whom it is bound to; zero for nobody.</param>
/// <param name="OpenedAt">When it was opened, in microseconds of the store.</param>
/// <param name="ConfirmedAt">When the store last said that it lives.</param>
/// <param name="FreshUntil">Until then a gateway that knows what ended since then need not ask.</param>
/// <param name="EndsAt">When it ends if nobody uses it.</param>
/// <param name="Maximum">The latest end it can have.</param>
internal readonly record struct SessionProof(
    Generation Generation, ulong Id, UInt128 User, long OpenedAt, long ConfirmedAt, long FreshUntil, long EndsAt, long Maximum);
