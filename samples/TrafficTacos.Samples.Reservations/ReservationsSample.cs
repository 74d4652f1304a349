using Grpc.Net.Client;
using TrafficTacos.Contracts.Payments;
using TrafficTacos.Samples.Hosting;

namespace TrafficTacos.Samples.Reservations;

/// <summary>The reservation service, in a process of its own or inside another one.</summary>
public sealed class ReservationsSample : IAsyncDisposable
{
    private readonly WebApplication _app;

    private ReservationsSample(WebApplication app)
    {
        _app = app;
        Address = new Uri(app.Urls.Single());
    }

    /// <summary>The address on which it listens.</summary>
    public Uri Address { get; }

    /// <summary>Starts the service.</summary>
    /// <param name="options">Its options.</param>
    /// <exception cref="IOException">The port is in use.</exception>
    public static async Task<ReservationsSample> StartAsync(ReservationsSampleOptions options)
    {
        ArgumentNullException.ThrowIfNull(options);
        return new ReservationsSample(await SampleServer.StartAsync<ReservationGrpcService>(options.Port, services => services
            .AddSampleTracing("traffictacos-reservations", options.Collector, options.CollectorProtocol)
            .AddSingleton(options)
            .AddSingleton<ReservationStore>()
            .AddSingleton(_ => GrpcChannel.ForAddress(options.Payments))
            .AddSingleton(provider => new PaymentService.PaymentServiceClient(provider.GetRequiredService<GrpcChannel>()))));
    }

    /// <summary>Completes when the process is asked to stop.</summary>
    public Task WaitForShutdownAsync() => _app.WaitForShutdownAsync();

    /// <inheritdoc/>
    public ValueTask DisposeAsync() => _app.DisposeAsync();
}
