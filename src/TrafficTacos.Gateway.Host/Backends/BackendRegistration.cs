using System.Diagnostics.CodeAnalysis;
using Grpc.Net.ClientFactory;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;
using Polly.Registry;
using TrafficTacos.Contracts.Payments;
using TrafficTacos.Contracts.Reservations;
using TrafficTacos.Queueing;

namespace TrafficTacos.Gateway.Host.Backends;

/// <summary>Adds the services behind the gateway.</summary>
internal static class BackendRegistration
{
    /// <summary>A connection that died without a word is noticed within this time twice over.</summary>
    private static readonly TimeSpan Ping = TimeSpan.FromSeconds(15);

    /// <summary>Then a new one is made, so that a service that moved is found.</summary>
    private static readonly TimeSpan ConnectionLife = TimeSpan.FromMinutes(5);
    private static readonly TimeSpan ConnectTimeout = TimeSpan.FromSeconds(2);

    /// <summary>A service that is back is found within a second; the client's own default is two minutes.</summary>
    private static readonly TimeSpan FirstReconnect = TimeSpan.FromMilliseconds(100);
    private static readonly TimeSpan LongestReconnect = TimeSpan.FromSeconds(1);

    /// <summary>Nothing can listen on port 0: a backend without an address, which only Development allows, answers as one that is
    /// down.</summary>
    private static readonly Uri Nowhere = new("http://127.0.0.1:0");

    /// <param name="services">The host's services.</param>
    /// <param name="reservation">The reservation service.</param>
    /// <param name="payment">The payment service.</param>
    /// <param name="probeTimeout">How long readiness waits for either.</param>
    public static void AddBackends(this IServiceCollection services, BackendSettings reservation, BackendSettings payment, TimeSpan probeTimeout)
    {
        services.AddMetrics();
        services.PostConfigure<WaitingRoomOptions>(room => Leases.LengthenClaims(room, reservation.Timeout));
        services.AddSingleton(provider => new Leases(
            reservation.Timeout > payment.Timeout ? reservation.Timeout : payment.Timeout, provider.GetRequiredService<IOptions<WaitingRoomOptions>>()));
        services.AddSingleton<BackendMetrics>();
        services.AddSingleton<ReservationBackend>();
        services.AddSingleton<PaymentBackend>();
        services.AddSingleton(provider => new BackendReadiness(
            [.. Probes(ReservationBackend.Name, reservation), .. Probes(PaymentBackend.Name, payment)],
            probeTimeout,
            provider.GetRequiredService<TimeProvider>()));
        services.AddBackend<ReservationService.ReservationServiceClient>(ReservationBackend.Name, reservation, BackendRows.Reservation);
        services.AddBackend<PaymentService.PaymentServiceClient>(PaymentBackend.Name, payment, BackendRows.Payment);
    }

    private static void AddBackend<[DynamicallyAccessedMembers(DynamicallyAccessedMemberTypes.PublicConstructors)] TClient>(
        this IServiceCollection services, string name, BackendSettings settings, BackendRows rows)
        where TClient : class
    {
        services.AddBackendPipeline(name);
        services.AddKeyedSingleton(name, (provider, _) => new Backend(
            name,
            settings.Timeout,
            rows,
            provider.GetRequiredService<ResiliencePipelineProvider<string>>().GetPipeline<Attempt>(name),
            provider.GetRequiredService<BackendMetrics>(),
            provider.GetRequiredService<TimeProvider>(),
            provider.GetRequiredService<ILogger<Backend>>()));
        services
            .AddGrpcClient<TClient>(client => Configure(client, settings))
            .ConfigurePrimaryHttpMessageHandler(Connections)
            .SetHandlerLifetime(Timeout.InfiniteTimeSpan)
            .RemoveAllLoggers();
    }

    /// <summary>How any connection to a backend is made and kept.</summary>
    public static SocketsHttpHandler Connections() => new()
    {
        UseProxy = false,
        EnableMultipleHttp2Connections = true,
        ConnectTimeout = ConnectTimeout,
        KeepAlivePingDelay = Ping,
        KeepAlivePingTimeout = Ping,
        PooledConnectionLifetime = ConnectionLife,
    };

    private static void Configure(GrpcClientFactoryOptions client, BackendSettings settings)
    {
        client.Address = settings.Address ?? Nowhere;
        client.ChannelOptionsActions.Add(channel =>
        {
            channel.InitialReconnectBackoff = FirstReconnect;
            channel.MaxReconnectBackoff = LongestReconnect;
            // The host writes one line about each failure; the client would write another, with a stack trace.
            channel.LoggerFactory = NullLoggerFactory.Instance;
        });
    }

    /// <summary>A backend without an address does not make the gateway unready: in Development the queue works without it.</summary>
    private static IEnumerable<BackendProbe> Probes(string name, BackendSettings settings) =>
        settings.Address is { } address ? [new BackendProbe(name, address)] : [];
}
