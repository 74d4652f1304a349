namespace TrafficTacos.Queueing.AspNetCore.Tests.Gate;

/// <summary>Tests of a shop with a waiting room in front of <c>/shop</c>.</summary>
public abstract class GatedShopTests(string? redis) : IAsyncLifetime
{
    private readonly List<GatedShop> _shops = [];

    /// <summary>Everybody is in at once.</summary>
    internal static GatedShopPlan Quiet { get; } = new();

    /// <summary>The first visitor is in at once, and the next when the test says so.</summary>
    internal static GatedShopPlan OneAtATime { get; } = new()
    {
        Options = options =>
        {
            options.Burst = 1;
            options.AdmissionsPerSecond = 0.001;
            options.Overdraft = 0;
            options.OverdraftPositions = 0;
        },
    };

    /// <summary>One shopper at a time.</summary>
    internal static GatedShopPlan OneSeat { get; } = new() { Options = options => options.MaximumShoppers = 1 };

    internal async Task<GatedShop> OpenAsync(GatedShopPlan plan)
    {
        var shop = await GatedShop.OpenAsync(plan with { Redis = redis });
        _shops.Add(shop);
        return shop;
    }

    public Task InitializeAsync() => Task.CompletedTask;

    public async Task DisposeAsync()
    {
        foreach (var shop in _shops)
            await shop.DisposeAsync();
    }
}
