using TrafficTacos.Queueing.Tokens;

namespace TrafficTacos.Queueing.Engine;

/// <summary>What the store last told this process of sessions, for clients that go on with an older token.</summary>
internal sealed class RenewedSessions
{
    /// <summary>More are not kept, over all events.</summary>
    internal const int MaxKept = 100_000;

    private readonly Lock _lock = new();
    private Dictionary<ulong, SessionProof> _newer = [];
    private Dictionary<ulong, SessionProof> _older = [];

    /// <summary>Of two answers the later counts.</summary>
    public void Keep(in SessionProof proof)
    {
        lock (_lock)
        {
            if (Find(proof.Id) is { } known && known.ConfirmedAt >= proof.ConfirmedAt)
                return;
            _newer[proof.Id] = proof;
            if (_newer.Count < MaxKept / 2)
                return;
            // The half that was not confirmed since goes: those clients ask the store once more.
            (_older, _newer) = (_newer, _older);
            _newer.Clear();
        }
    }

    /// <summary>The newer of this one and what is kept.</summary>
    public SessionProof Newest(in SessionProof proof)
    {
        lock (_lock)
            return Find(proof.Id) is { } known && known.ConfirmedAt > proof.ConfirmedAt ? known : proof;
    }

    public void Forget(ulong id)
    {
        lock (_lock)
        {
            _newer.Remove(id);
            _older.Remove(id);
        }
    }

    private SessionProof? Find(ulong id) =>
        _newer.TryGetValue(id, out var proof) || _older.TryGetValue(id, out proof) ? proof : null;
}
