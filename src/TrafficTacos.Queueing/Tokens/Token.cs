namespace TrafficTacos.Queueing.Tokens;

internal enum TokenKind : byte
{
    Waiting = 1,
    Reservation = 2,
    Session = 3,

    /// <summary>The identity of a browser, which has a format of its own: <see cref="BrowserToken"/>.</summary>
    Browser = 4,
}

/// <summary>The content of a token.</summary>
/// <param name="Kind">What it is good for.</param>
/// <param name="EventId">The event.</param>
/// <param name="Place">The place that it stands for, or that it was admitted from.</param>
/// <param name="OfUser">The identity was a user.</param>
internal readonly record struct Token(TokenKind Kind, string EventId, Place Place, bool OfUser)
{
    /// <summary>Of a waiting token.</summary>
    public PlaceProof Proof { get; init; }

    /// <summary>Of a reservation token.</summary>
    public PassProof Pass { get; init; }

    /// <summary>Of a session token.</summary>
    public SessionProof Session { get; init; }
}
