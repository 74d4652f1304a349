using TrafficTacos.Queueing.Admission;
using TrafficTacos.Queueing.Estimation;
using TrafficTacos.Queueing.Tokens;

namespace TrafficTacos.Queueing.Engine;

/// <summary>An event that is off: everybody is admitted, with a pass that is stored nowhere.</summary>
internal sealed partial class WaitingRoomService
{
    public async ValueTask<EventStatus> GetEventAsync(string eventId, CancellationToken cancellationToken = default)
    {
        EventIdFormat.ThrowIfInvalid(eventId);
        return await events.GetStatusAsync(events.Get(eventId), cancellationToken).ConfigureAwait(false);
    }

    private static bool IsOff(in EventSnapshot snapshot) => snapshot.Conditions.Numbers.Mode == EventMode.Off;

    private JoinResult JoinedOff(KeyRing keys, JoinRequest request, CachedEvent cached)
    {
        var token = new Token(TokenKind.Waiting, request.EventId, new Place(IdentityHash.Entry(keys, request), Now()), request.UserId is not null);
        return new JoinResult
        {
            Outcome = JoinOutcome.Joined,
            WaitingToken = TokenCodec.Write(keys, token),
            State = VisitorState.Admitted,
            ReservationToken = OffPass(keys, token, request.UserId, cached.Policy),
            TimeToLive = TimeSpan.FromMicroseconds(cached.Policy.PassLifetime),
            Event = events.StatusOf(cached),
            PollAfter = cached.Policy.MinimumPollInterval,
        };
    }

    /// <summary>Bound to nobody: the user of a waiting token is not known here.</summary>
    private VisitorStatus StatusOff(KeyRing keys, in Token token, CachedEvent cached) => new()
    {
        State = VisitorState.Admitted,
        Confidence = 1,
        Mode = EventMode.Off,
        Event = events.StatusOf(cached),
        ReservationToken = OffPass(keys, token, null, cached.Policy),
        TimeToLive = TimeSpan.FromMicroseconds(cached.Policy.PassLifetime),
        PollAfter = cached.Policy.MinimumPollInterval,
    };

    private EnterResult EnteredOff(KeyRing keys, in Token token, string? userId, EventPolicy policy) => new()
    {
        Outcome = EnterOutcome.Granted,
        ReservationToken = OffPass(keys, token, userId, policy),
        TimeToLive = TimeSpan.FromMicroseconds(policy.PassLifetime),
    };

    private string OffPass(KeyRing keys, in Token token, string? userId, EventPolicy policy)
    {
        var now = Now();
        var pass = new PassProof(
            Generation.None, now, now + (long)policy.PassLifetime, unchecked((ulong)Random.Shared.NextInt64()), IdentityHash.PassUser(keys, token.EventId, userId));
        return PassToken(keys, token, pass)!;
    }

    private long Now() => (time.GetUtcNow() - DateTimeOffset.UnixEpoch).Ticks / TimeSpan.TicksPerMicrosecond;
}
