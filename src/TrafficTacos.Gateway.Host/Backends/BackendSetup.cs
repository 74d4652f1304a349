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
internal static class BackendSetup
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

    /// <summary>Starts samples in the place of missing backends, where the settings allow it.</summary>
    /// <returns>The settings with the addresses of the samples.</returns>
    public static BackendSettings AddSampleBackends(this IServiceCollection services, BackendSettings settings)
    {
        if (!settings.StartsSamples)
            return settings;
        var (completed, samples) = SampleBackends.Start(settings);
        services.AddHostedService(provider => new SampleBackends(samples, completed, provider.GetRequiredService<ILogger<BackendClient>>()));
        return completed;
    }

    public static void AddBackends(this IServiceCollection services, BackendSettings settings)
    {
        var (reservation, payment) = (settings.Reservation, settings.Payment);
        services.AddMetrics();
        services.PostConfigure<WaitingRoomOptions>(room => LeaseDurations.LengthenClaims(room, reservation.Timeout));
        services.AddSingleton(provider => new LeaseDurations(
            reservation.Timeout > payment.Timeout ? reservation.Timeout : payment.Timeout, provider.GetRequiredService<IOptions<WaitingRoomOptions>>()));
        services.AddSingleton<BackendMetrics>();
        services.AddSingleton<ReservationBackend>();
        services.AddSingleton<PaymentBackend>();
        services.AddSingleton(provider => new BackendReadiness(
            [.. Probes(ReservationBackend.Name, reservation), .. Probes(PaymentBackend.Name, payment)],
            settings.ProbeTimeout,
            provider.GetRequiredService<TimeProvider>()));
        services.AddBackend<ReservationService.ReservationServiceClient>(ReservationBackend.Name, reservation, BackendErrors.Reservation);
        services.AddBackend<PaymentService.PaymentServiceClient>(PaymentBackend.Name, payment, BackendErrors.Payment);
    }

    private static void AddBackend<[DynamicallyAccessedMembers(DynamicallyAccessedMemberTypes.PublicConstructors)] TClient>(
        this IServiceCollection services, string name, BackendEndpoint endpoint, BackendErrors rows)
        where TClient : class
    {
        services.AddBackendPipeline(name);
        services.AddKeyedSingleton(name, (provider, _) => new BackendClient(
            name,
            endpoint.Timeout,
            rows,
            provider.GetRequiredService<ResiliencePipelineProvider<string>>().GetPipeline<BackendAttempt>(name),
            provider.GetRequiredService<BackendMetrics>(),
            provider.GetRequiredService<TimeProvider>(),
            provider.GetRequiredService<ILogger<BackendClient>>()));
        services
            .AddGrpcClient<TClient>(client => Configure(client, endpoint))
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

    private static void Configure(GrpcClientFactoryOptions client, BackendEndpoint endpoint)
    {
        client.Address = endpoint.Address ?? Nowhere;
        client.ChannelOptionsActions.Add(channel =>
        {
            channel.InitialReconnectBackoff = FirstReconnect;
            channel.MaxReconnectBackoff = LongestReconnect;
            // The host writes one line about each failure; the client would write another, with a stack trace.
            channel.LoggerFactory = NullLoggerFactory.Instance;
        });
    }

    /// <summary>A backend without an address does not make the gateway unready: in Development the queue works without it.</summary>
    private static IEnumerable<BackendProbe> Probes(string name, BackendEndpoint endpoint) =>
        endpoint.Address is { } address ? [new BackendProbe(name, address)] : [];
}
