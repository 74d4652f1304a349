using System.Globalization;

namespace TrafficTacos.Gateway.Host.Tests.SaleProcesses;

/// <summary>A whole shop: two gateways, their Redis, and the services behind, each a process of its own.</summary>
internal sealed class SaleEnvironment : IAsyncDisposable
{
    private SaleEnvironment(RedisServer redis, SampleServiceProcess payments, SampleServiceProcess reservations, GatewayProcess[] gateways)
    {
        Redis = redis;
        Payments = payments;
        Reservations = reservations;
        Gateways = gateways;
    }

    public RedisServer Redis { get; }

    public SampleServiceProcess Payments { get; }

    public SampleServiceProcess Reservations { get; }

    public IReadOnlyList<GatewayProcess> Gateways { get; }

    public static async Task<SaleEnvironment> OpenAsync(int seats)
    {
        var redis = await RedisServer.StartAsync();
        var payments = await SampleServiceProcess.StartAsync("TrafficTacos.Samples.Payments");
        var reservations = await SampleServiceProcess.StartAsync(
            "TrafficTacos.Samples.Reservations", "--payments", "http://" + payments.Address, "--seats", seats.ToString(CultureInfo.InvariantCulture));
        var settings = new Dictionary<string, string>(StringComparer.Ordinal)
        {
            ["REDIS_ADDRESS"] = redis.Address,
            ["BACKEND_RESERVATION_API_GRPC_ADDRESS"] = reservations.Address,
            ["BACKEND_PAYMENT_API_GRPC_ADDRESS"] = payments.Address,
            // The rate that this machine bears with everything on it; people behind the first hundreds really wait.
            ["WaitingRoom__AdmissionsPerSecond"] = "300",
            ["WaitingRoom__Burst"] = "300",
            ["WaitingRoom__MaximumPollInterval"] = "00:00:05",
            ["WaitingRoom__StoreTimeout"] = "00:00:05",
        };
        var host = Path.Combine(AppContext.BaseDirectory, "TrafficTacos.Gateway.Host.dll");
        var gateways = await Task.WhenAll(GatewayProcess.StartAsync(host, settings), GatewayProcess.StartAsync(host, settings));
        return new SaleEnvironment(redis, payments, reservations, gateways);
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var gateway in Gateways)
            await gateway.DisposeAsync();
        await Reservations.DisposeAsync();
        await Payments.DisposeAsync();
        await Redis.DisposeAsync();
    }
}
