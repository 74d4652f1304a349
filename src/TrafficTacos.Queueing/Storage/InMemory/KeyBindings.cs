namespace TrafficTacos.Queueing.Storage.InMemory;

/// <summary>The first request that came with each idempotency key.</summary>
internal sealed class KeyBindings
{
    private readonly Dictionary<UInt128, (UInt128 Fingerprint, long Since)> _bindings = [];
    private readonly Queue<(UInt128 Key, long Since)> _oldest = new();

    public BindReply Bind(UInt128 key, UInt128 fingerprint, long retention, long at)
    {
        lock (_bindings)
        {
            while (_oldest.TryPeek(out var first) && at - first.Since > retention)
                _bindings.Remove(_oldest.Dequeue().Key);
            if (_bindings.TryGetValue(key, out var binding))
                return new BindReply(binding.Fingerprint == fingerprint, binding.Since);
            _bindings.Add(key, (fingerprint, at));
            _oldest.Enqueue((key, at));
            return new BindReply(true, at);
        }
    }
}
