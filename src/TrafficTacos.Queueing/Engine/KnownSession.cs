using TrafficTacos.Queueing.Tokens;

namespace TrafficTacos.Queueing.Engine;

/// <summary>A session's token that was verified, and what each request that brings it needs again.</summary>
internal sealed class KnownSession(Token token)
{
    private string? _user;

    public Token Token => token;

    public string SessionId { get; } = SessionIdFormat.Write(token.Place.Entry, token.Session.Id);

    /// <summary>Whether a request of this user may use it: a session that is bound to a user serves that user alone.</summary>
    public bool IsFor(KeyRing keys, string? userId)
    {
        var boundTo = token.Session.User;
        if (boundTo == UInt128.Zero || (userId is not null && string.Equals(userId, Volatile.Read(ref _user), StringComparison.Ordinal)))
            return true;
        if (boundTo != IdentityHash.PassUser(keys, token.EventId, userId))
            return false;
        Volatile.Write(ref _user, userId);
        return true;
    }
}
