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
