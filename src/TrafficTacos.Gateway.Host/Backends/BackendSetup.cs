using System.Diagnostics.CodeAnalysis;
using Grpc.Net.ClientFactory;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;
using Polly.Registry;
using TrafficTacos.Contracts.Payments;
using TrafficTacos.Contracts.Reservations;
using TrafficTacos.Queueing;
using TrafficTacos.Queueing.AspNetCore.Diagnostics;

namespace TrafficTacos.Gateway.Host.Backends;

/// <summary>The services behind the gateway.</summary>
internal static class BackendSetup
{
    /// <summary>A dead connection is detected within twice this time.</summary>
    private static readonly TimeSpan KeepAlivePing = TimeSpan.FromSeconds(15);

    /// <summary>A new connection resolves the name again, so that a service that moved is found.</summary>
    private static readonly TimeSpan ConnectionLifetime = TimeSpan.FromMinutes(5);
    private static readonly TimeSpan ConnectTimeout = TimeSpan.FromSeconds(2);

    /// <summary>A service that is back is found within a second. The client's default maximum is two minutes.</summary>
    private static readonly TimeSpan InitialReconnectBackoff = TimeSpan.FromMilliseconds(100);
    private static readonly TimeSpan MaxReconnectBackoff = TimeSpan.FromSeconds(1);

    /// <summary>Nothing can listen on port 0: a backend without an address, which only Development allows, behaves as one that is
    /// down.</summary>
    private static readonly Uri Unreachable = new("http://127.0.0.1:0");

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
        services.TryAddSingleton<WarningLimiter>();
        services.PostConfigure<WaitingRoomOptions>(room => LeaseDurations.ExtendClaims(room, reservation.Timeout));
        services.AddSingleton(provider => new LeaseDurations(
            reservation.Timeout > payment.Timeout ? reservation.Timeout : payment.Timeout, provider.GetRequiredService<IOptions<WaitingRoomOptions>>()));
        services.AddSingleton<BackendMetrics>();
        services.AddSingleton<ReservationBackend>();
        services.AddSingleton<PaymentBackend>();
        services.AddSingleton(provider => new BackendReadiness(
            [.. CreateProbes(ReservationBackend.Name, reservation), .. CreateProbes(PaymentBackend.Name, payment)],
            settings.ProbeTimeout,
            provider.GetRequiredService<TimeProvider>()));
        services.AddBackend<ReservationService.ReservationServiceClient>(ReservationBackend.Name, reservation, BackendErrors.Reservation);
        services.AddBackend<PaymentService.PaymentServiceClient>(PaymentBackend.Name, payment, BackendErrors.Payment);
    }

    /// <summary>The handler of every connection to a backend.</summary>
    public static SocketsHttpHandler CreateHandler() => new()
    {
        UseProxy = false,
        EnableMultipleHttp2Connections = true,
        ConnectTimeout = ConnectTimeout,
        KeepAlivePingDelay = KeepAlivePing,
        KeepAlivePingTimeout = KeepAlivePing,
        PooledConnectionLifetime = ConnectionLifetime,
    };

    private static void AddBackend<[DynamicallyAccessedMembers(DynamicallyAccessedMemberTypes.PublicConstructors)] TClient>(
        this IServiceCollection services, string name, BackendEndpoint endpoint, BackendErrors errors)
        where TClient : class
    {
        services.AddBackendPipeline(name);
        services.AddKeyedSingleton(name, (provider, _) => new BackendClient(
            name,
            endpoint.Timeout,
            errors,
            provider.GetRequiredService<ResiliencePipelineProvider<string>>().GetPipeline<BackendAttempt>(name),
            provider.GetRequiredService<ResiliencePipelineProvider<string>>().GetPipeline<BackendAttempt>(BackendPipeline.RetriesOf(name)),
            provider.GetRequiredKeyedService<BackendBreaker>(name),
            provider.GetRequiredService<BackendMetrics>(),
            provider.GetRequiredService<TimeProvider>(),
            provider.GetRequiredService<WarningLimiter>(),
            provider.GetRequiredService<ILogger<BackendClient>>()));
        services
            .AddGrpcClient<TClient>(client => Configure(client, endpoint))
            .ConfigurePrimaryHttpMessageHandler(CreateHandler)
            .SetHandlerLifetime(Timeout.InfiniteTimeSpan)
            .RemoveAllLoggers();
    }

    private static void Configure(GrpcClientFactoryOptions client, BackendEndpoint endpoint)
    {
        client.Address = endpoint.Address ?? Unreachable;
        client.ChannelOptionsActions.Add(channel =>
        {
            channel.InitialReconnectBackoff = InitialReconnectBackoff;
            channel.MaxReconnectBackoff = MaxReconnectBackoff;
            // The gateway writes one line about each failure. The client would write another one, with a stack trace.
            channel.LoggerFactory = NullLoggerFactory.Instance;
        });
    }

    /// <summary>A backend without an address does not make the gateway unready: in Development the queue works without it.</summary>
    private static IEnumerable<BackendProbe> CreateProbes(string name, BackendEndpoint endpoint) =>
        endpoint.Address is { } address ? [new BackendProbe(name, address)] : [];
}
