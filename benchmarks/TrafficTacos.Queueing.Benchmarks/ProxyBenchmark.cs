using System.Diagnostics;
using System.Security.Cryptography;
using Grpc.Net.Client;
using TrafficTacos.Contracts.Reservations;
using TrafficTacos.Gateway.Host.Accounts;
using TrafficTacos.Tools.Processes;

namespace TrafficTacos.Queueing.Benchmarks;

/// <summary>Compares GET of a reservation through the gateway with the same gRPC call to the service, in turn. One gateway has no rate
/// limit, because that is a round trip to Redis.</summary>
internal static class ProxyBenchmark
{
    private const int Reads = 4_000;

    /// <summary>An address at which nothing listens. These gateways do not use the payment service.</summary>
    private const string UnusedAddress = "127.0.0.1:1";

    public static async Task RunAsync(int rounds)
    {
        await using var server = await RedisServer.StartAsync();
        int servicePort = RedisServer.FreePort(), plainPort = RedisServer.FreePort(), limitedPort = RedisServer.FreePort();
        var signingKey = CreateSigningKey();
        using var service = BenchmarkProcesses.StartReservations(servicePort);
        using var plain = StartGateway(plainPort, servicePort, server.Address, signingKey, rateLimit: false);
        using var limited = StartGateway(limitedPort, servicePort, server.Address, signingKey, rateLimit: true);
        try
        {
            await BenchmarkProcesses.WaitUntilReadyAsync(BaseUrl(plainPort) + "/healthz");
            await BenchmarkProcesses.WaitUntilReadyAsync(BaseUrl(limitedPort) + "/healthz");
            using var channel = GrpcChannel.ForAddress(BaseUrl(servicePort));
            var client = new ReservationService.ReservationServiceClient(channel);
            var account = new Account("reader", "reader", "", "", Account.UserRole, "", TimeProvider.System.GetUtcNow());
            var reservation = await client.CreateReservationAsync(
                new CreateReservationRequest { EventId = WaitingRoomFactory.EventId, UserId = account.UserId, Quantity = 2 });
            var keys = new AccountKeySet(HostSettings.Of(("Accounts:SigningKey", signingKey)).Accounts, new InMemoryAccountKeyStore(), TimeProvider.System);
            var token = await new AccountTokenFactory(keys, TimeProvider.System, []).CreateAsync(account);
            using var http = new HttpClient();
            http.DefaultRequestHeaders.Authorization = new("Bearer", token);

            Func<Task> direct = () => ReadAsync(client, reservation.ReservationId, account.UserId);
            await MeasureAsync(
                rounds,
                ("gRPC", direct),
                ("gateway without rate limit", () => ReadAsync(http, plainPort, reservation.ReservationId)),
                ("gateway", () => ReadAsync(http, limitedPort, reservation.ReservationId)));
        }
        finally
        {
            limited.Kill();
            plain.Kill();
            service.Kill();
        }
    }

    private static async Task MeasureAsync(int rounds, params (string Name, Func<Task> Read)[] sides)
    {
        foreach (var callers in (int[])[1, 16])
        {
            var measurements = sides.Select(side => (side.Read, P50: Create(side.Name, "p50"), P99: Create(side.Name, "p99"))).ToArray();
            for (var round = -1; round < rounds; round++)
            {
                foreach (var (read, p50, p99) in measurements)
                {
                    var latencies = await MeasureLatenciesAsync(read, callers);
                    // The first round warms up.
                    if (round < 0)
                        continue;
                    p50.Add(latencies[latencies.Length / 2]);
                    p99.Add(latencies[latencies.Length * 99 / 100]);
                }
            }

            foreach (var (_, p50, p99) in measurements)
            {
                p50.Print();
                p99.Print();
            }

            foreach (var (_, p50, p99) in measurements[1..])
            {
                p50.PrintRatio(measurements[0].P50);
                p99.PrintRatio(measurements[0].P99);
            }

            Measurement Create(string side, string percentile) => new($"{percentile} of {callers} concurrent, {side}", " µs");
        }
    }

    /// <summary>Returns microseconds in ascending order.</summary>
    private static async Task<double[]> MeasureLatenciesAsync(Func<Task> read, int callers)
    {
        var latencies = new double[Reads];
        var next = -1;
        await Task.WhenAll(Enumerable.Range(0, callers).Select(_ => Task.Run(async () =>
        {
            for (var i = Interlocked.Increment(ref next); i < Reads; i = Interlocked.Increment(ref next))
            {
                var start = Stopwatch.GetTimestamp();
                await read();
                latencies[i] = Stopwatch.GetElapsedTime(start).TotalMicroseconds;
            }
        })));
        Array.Sort(latencies);
        return latencies;
    }

    private static async Task ReadAsync(ReservationService.ReservationServiceClient client, string id, string user)
    {
        if ((await client.GetReservationAsync(new GetReservationRequest { ReservationId = id, UserId = user })).Reservation is null)
            throw new InvalidOperationException("The service returned no reservation.");
    }

    private static async Task ReadAsync(HttpClient http, int port, string id) =>
        await http.GetByteArrayAsync(new Uri($"{BaseUrl(port)}/api/v1/reservations/{id}"));

    private static Process StartGateway(int port, int servicePort, string redis, string signingKey, bool rateLimit) => BenchmarkProcesses.StartGateway(
        ("SERVER_ENVIRONMENT", "Production"), ("LOG_LEVEL", "warn"), ("SERVER_PORT", BenchmarkProcesses.Format(port)), ("REDIS_ADDRESS", redis),
        ("ACCOUNTS_SIGNING_KEY", signingKey), ("RATE_LIMIT_ENABLED", rateLimit ? "true" : "false"), ("RATE_LIMIT_RPS", "1000000"), ("RATE_LIMIT_BURST", "1000000"),
        ("BACKEND_RESERVATION_API_GRPC_ADDRESS", $"127.0.0.1:{BenchmarkProcesses.Format(servicePort)}"), ("BACKEND_PAYMENT_API_GRPC_ADDRESS", UnusedAddress));

    private static string BaseUrl(int port) => $"http://127.0.0.1:{BenchmarkProcesses.Format(port)}";

    /// <summary>A PEM-encoded private key.</summary>
    private static string CreateSigningKey()
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        return key.ExportPkcs8PrivateKeyPem();
    }
}
