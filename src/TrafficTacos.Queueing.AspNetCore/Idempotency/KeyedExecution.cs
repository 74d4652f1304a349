using Microsoft.AspNetCore.Http;

namespace TrafficTacos.Queueing.AspNetCore.Idempotency;

/// <summary>A request that works under an Idempotency-Key, as a feature of it.</summary>
/// <param name="key">The key, with the operation that it is for.</param>
internal sealed class KeyedExecution(string key)
{
    private readonly List<Func<ValueTask>> _afterStored = [];

    public string Key => key;

    /// <summary>The pass that is spent once the response is stored; null for none.</summary>
    public PassClaimRequest? Pass { get; set; }

    /// <summary>That of a request, or null if it works without a key.</summary>
    public static KeyedExecution? Of(HttpContext context) => context.Features.Get<KeyedExecution>();

    /// <summary>What is to happen once the response is stored, or the key is free again. A gateway that dies between the two must leave the
    /// answer behind, not a pass that is spent for nothing.</summary>
    public void AfterStored(Func<ValueTask> action) => _afterStored.Add(action);

    public async ValueTask RunAfterStoredAsync()
    {
        foreach (var action in _afterStored)
            await action().ConfigureAwait(false);
    }
}
