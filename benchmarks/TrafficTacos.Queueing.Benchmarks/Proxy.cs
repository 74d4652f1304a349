using System.Diagnostics;
using System.Security.Cryptography;
using Grpc.Net.Client;
using TrafficTacos.Contracts.Reservations;
using TrafficTacos.Gateway.Host.Accounts;
using TrafficTacos.Testing;

namespace TrafficTacos.Queueing.Benchmarks;

/// <summary>What the gateway adds to reading a reservation: GET through it against the same gRPC call made directly, in turn. Two
/// gateways, because the rate limit is a round trip of its own.</summary>
internal static class Proxy
{
    private const int Reads = 4_000;

    /// <summary>Nobody listens there, and nothing here asks.</summary>
    private const string Nowhere = "127.0.0.1:1";

    public static async Task RunAsync(int rounds)
    {
        await using var server = await RedisServer.StartAsync();
        int servicePort = RedisServer.FreePort(), plainPort = RedisServer.FreePort(), limitedPort = RedisServer.FreePort();
        var pem = Pem();
        using var service = Programs.StartReservations(servicePort);
        using var plain = StartGateway(plainPort, servicePort, server.Address, pem, false);
        using var limited = StartGateway(limitedPort, servicePort, server.Address, pem, true);
        try
        {
            await Programs.ReadyAsync(Base(plainPort) + "/healthz");
            await Programs.ReadyAsync(Base(limitedPort) + "/healthz");
            using var channel = GrpcChannel.ForAddress(Base(servicePort));
            var client = new ReservationService.ReservationServiceClient(channel);
            var account = new Account("reader", "reader", "", "", Account.UserRole, "", TimeProvider.System.GetUtcNow());
            var made = await client.CreateReservationAsync(new CreateReservationRequest { EventId = Rooms.EventId, UserId = account.UserId, Quantity = 2 });
            var token = await new AccountTokens(new AccountKeys(new AccountSettings(pem, true), new InMemoryAccountStore()), TimeProvider.System).CreateAsync(account);
            using var http = new HttpClient();
            http.DefaultRequestHeaders.Authorization = new("Bearer", token);

            Func<Task> direct = () => ReadAsync(client, made.ReservationId, account.UserId);
            await MeasureAsync(
                rounds,
                ("gRPC directly", direct),
                ("gateway without limit", () => ReadAsync(http, plainPort, made.ReservationId)),
                ("gateway", () => ReadAsync(http, limitedPort, made.ReservationId)));
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
            var figures = sides.Select(side => (side.Read, Half: Of(side.Name, "p50"), Most: Of(side.Name, "p99"))).ToArray();
            for (var round = -1; round < rounds; round++)
            {
                foreach (var (read, half, most) in figures)
                {
                    var times = await TimesAsync(read, callers);
                    if (round < 0)
                        continue; // the first round warms up and does not count
                    half.Add(times[times.Length / 2]);
                    most.Add(times[times.Length * 99 / 100]);
                }
            }

            foreach (var (_, half, most) in figures)
            {
                half.Print();
                most.Print();
            }

            foreach (var (_, half, most) in figures[1..])
            {
                half.PrintAgainst(figures[0].Half);
                most.PrintAgainst(figures[0].Most);
            }

            Figure Of(string side, string what) => new($"{what} of {callers} at once, {side}", " µs");
        }
    }

    /// <summary>In microseconds, in order.</summary>
    private static async Task<double[]> TimesAsync(Func<Task> read, int callers)
    {
        var times = new double[Reads];
        var next = -1;
        await Task.WhenAll(Enumerable.Range(0, callers).Select(_ => Task.Run(async () =>
        {
            for (var i = Interlocked.Increment(ref next); i < Reads; i = Interlocked.Increment(ref next))
            {
                var start = Stopwatch.GetTimestamp();
                await read();
                times[i] = Stopwatch.GetElapsedTime(start).TotalMicroseconds;
            }
        })));
        Array.Sort(times);
        return times;
    }

    private static async Task ReadAsync(ReservationService.ReservationServiceClient client, string id, string user)
    {
        if ((await client.GetReservationAsync(new GetReservationRequest { ReservationId = id, UserId = user })).Reservation is null)
            throw new InvalidOperationException("The service does not know the reservation.");
    }

    private static async Task ReadAsync(HttpClient http, int port, string id) =>
        await http.GetByteArrayAsync(new Uri($"{Base(port)}/api/v1/reservations/{id}"));

    private static Process StartGateway(int port, int service, string redis, string pem, bool limit) => Programs.StartGateway(
        ("SERVER_ENVIRONMENT", "Production"), ("LOG_LEVEL", "warn"), ("SERVER_PORT", Programs.Text(port)), ("REDIS_ADDRESS", redis),
        ("ACCOUNTS_SIGNING_KEY", pem), ("RATE_LIMIT_ENABLED", limit ? "true" : "false"), ("RATE_LIMIT_RPS", "1000000"), ("RATE_LIMIT_BURST", "1000000"),
        ("BACKEND_RESERVATION_API_GRPC_ADDRESS", $"127.0.0.1:{Programs.Text(service)}"), ("BACKEND_PAYMENT_API_GRPC_ADDRESS", Nowhere));

    private static string Base(int port) => $"http://127.0.0.1:{Programs.Text(port)}";

    private static string Pem()
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        return key.ExportPkcs8PrivateKeyPem();
    }
}
