using Xunit;

namespace TrafficTacos.Testing;

/// <summary>Names no other test uses, so that tests share a store and not a queue.</summary>
internal static class Fresh
{
    public static string Event() => $"event-{Guid.NewGuid():N}";

    public static string User() => $"user-{Guid.NewGuid():N}";

    public static string Key() => $"key-{Guid.NewGuid():N}";
}

/// <summary>A test that opens shops on one of the two stores, and closes them.</summary>
public abstract class ShopTests(string? redis) : IAsyncLifetime
{
    private readonly List<Shop> _shops = [];

    /// <summary>One admission at a time and hardly ever another: whoever comes second is not ready.</summary>
    internal static ShopPlan Scarce { get; } = new()
    {
        Options = options =>
        {
            options.Burst = 1;
            options.AdmissionsPerSecond = 0.001;
            options.Overdraft = 0;
            options.OverdraftPositions = 0;
        },
    };

    internal async Task<Shop> OpenAsync(ShopPlan? plan = null)
    {
        var shop = await Shop.OpenAsync((plan ?? new ShopPlan()) with { Redis = redis });
        _shops.Add(shop);
        return shop;
    }

    public virtual Task InitializeAsync() => Task.CompletedTask;

    public virtual async Task DisposeAsync()
    {
        foreach (var shop in _shops)
            await shop.DisposeAsync();
    }
}
