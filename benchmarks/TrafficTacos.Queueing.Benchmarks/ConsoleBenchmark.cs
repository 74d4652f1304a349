using System.Globalization;
using StackExchange.Redis;
using TrafficTacos.Tools.Processes;

namespace TrafficTacos.Queueing.Benchmarks;

/// <summary>What the operator's console reads, with 100 events and 300,000 visitors in one of them: how long each read takes, and what holds
/// Redis longest meanwhile.</summary>
internal static class ConsoleBenchmark
{
    private const int Events = 100;
    private const int Visitors = 300_000;
    private const int Callers = 64;
    private const string Api = "/operator/api";

    public static async Task RunAsync(int rounds)
    {
        await using var server = await RedisServer.StartAsync(SlowLog.ServerSettings);
        var configuration = ConfigurationOptions.Parse(server.Address);
        configuration.AllowAdmin = true;
        await using var connection = await ConnectionMultiplexer.ConnectAsync(configuration);
        var address = new Uri($"http://127.0.0.1:{RedisServer.FreePort()}");
        await using var console = Create(address, connection);
        await console.StartAsync();
        await FillAsync(console.Services.GetRequiredService<IWaitingRoom>());

        var redis = connection.GetServers()[0];
        await redis.SlowlogResetAsync();
        using var operatorsBrowser = new HttpClient { BaseAddress = address };
        var reads = Reads.Select(read => (read.Name, read.Request, Times: new Measurement(read.Name, " ms"))).ToList();
        // The first round warms up.
        for (var round = -1; round < rounds; round++)
        {
            foreach (var (_, request, times) in reads)
            {
                var began = TimeProvider.System.GetTimestamp();
                using var answer = await operatorsBrowser.SendAsync(request());
                (await answer.EnsureSuccessStatusCode().Content.ReadAsStreamAsync()).Close();
                if (round >= 0)
                    times.Add(TimeProvider.System.GetElapsedTime(began).TotalMilliseconds);
            }
        }

        foreach (var (_, _, times) in reads)
            times.Print();
        await SlowLog.PrintAsync(redis);
    }

    private static (string Name, Func<HttpRequestMessage> Request)[] Reads { get; } =
    [
        ("the list of events", () => Get("/events")),
        ("the crowded event", () => Get($"/events/{WaitingRoomFactory.EventId}")),
        ("its history", () => Get($"/events/{WaitingRoomFactory.EventId}/history")),
        ("a forecast", () => Get($"/events/{WaitingRoomFactory.EventId}/forecast?admissions_per_second=5")),
        ("its audit", () => Get($"/events/{WaitingRoomFactory.EventId}/audit")),
        ("its groups", () => Get($"/events/{WaitingRoomFactory.EventId}/groups")),
        ("a visitor by number", Find),
    ];

    private static HttpRequestMessage Get(string path) => new(HttpMethod.Get, Api + path);

    private static HttpRequestMessage Find()
    {
        var request = new HttpRequestMessage(HttpMethod.Post, $"{Api}/events/{WaitingRoomFactory.EventId}/visitors/find") { Content = JsonContent.Create(new { position = Visitors / 2 }) };
        request.Headers.Add("X-Operator", "1");
        request.Headers.Add("Sec-Fetch-Site", "same-origin");
        return request;
    }

    private static WebApplication Create(Uri address, IConnectionMultiplexer connection)
    {
        const string anybody = "anybody";
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.SetMinimumLevel(LogLevel.Warning);
        builder.WebHost.UseUrls(address.ToString());
        builder.Services.AddAuthorizationBuilder().AddPolicy(anybody, policy => policy.RequireAssertion(_ => true));
        builder.Services.AddWaitingRoom(options =>
        {
            WaitingRoomFactory.DisableTimeouts(options);
            options.KnownEvents.Add("*");
        }).UseRedis(_ => Task.FromResult(connection));
        var app = builder.Build();
        app.MapWaitingRoomOperator("/operator", options => options.ViewPolicy = options.ChangePolicy = anybody);
        return app;
    }

    private static async Task FillAsync(IWaitingRoom room)
    {
        for (var i = 1; i < Events; i++)
            await room.JoinAsync(new JoinRequest { EventId = string.Create(CultureInfo.InvariantCulture, $"event-{i}") });
        await Parallel.ForAsync(0, Visitors, new ParallelOptions { MaxDegreeOfParallelism = Callers }, async (i, cancellationToken) =>
            await room.JoinAsync(new JoinRequest { EventId = WaitingRoomFactory.EventId, Group = string.Create(CultureInfo.InvariantCulture, $"network-{i % 50}") }, cancellationToken));
    }
}
