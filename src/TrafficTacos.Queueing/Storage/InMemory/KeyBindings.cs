namespace TrafficTacos.Queueing.Storage.InMemory;

/// <summary>Which request each idempotency key came with first.</summary>
internal sealed class KeyBindings
{
    private readonly Dictionary<UInt128, (UInt128 Fingerprint, long Since)> _bindings = [];
    private readonly Queue<(UInt128 Key, long Since)> _oldest = new();

    public BindReply Bind(UInt128 key, UInt128 fingerprint, long holds, long at)
    {
        lock (_bindings)
        {
            while (_oldest.TryPeek(out var first) && at - first.Since > holds)
                _bindings.Remove(_oldest.Dequeue().Key);
            if (_bindings.TryGetValue(key, out var held))
                return new BindReply(held.Fingerprint == fingerprint, held.Since);
            _bindings.Add(key, (fingerprint, at));
            _oldest.Enqueue((key, at));
            return new BindReply(true, at);
        }
    }
}
