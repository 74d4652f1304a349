namespace TrafficTacos.Queueing;

/// <summary>One request's claim on an Idempotency-Key, from <see cref="IdempotencyKeys.ClaimAsync"/>.</summary>
public sealed class IdempotencyClaim
{
    /// <summary>A claim of no key. The waiting room makes its own; this is for tests of code that takes one.</summary>
    public IdempotencyClaim()
    {
    }

    internal IdempotencyClaim(UInt128 key, UInt128 owner, TimeSpan lease, long begun)
    {
        Key = key;
        Owner = owner;
        Lease = lease;
        Begun = begun;
    }

    internal UInt128 Key { get; }

    /// <summary>Random, so that an owner who lost the claim to another request can end nothing.</summary>
    internal UInt128 Owner { get; }

    internal TimeSpan Lease { get; }

    /// <summary>When it was made, as a timestamp.</summary>
    internal long Begun { get; }
}
