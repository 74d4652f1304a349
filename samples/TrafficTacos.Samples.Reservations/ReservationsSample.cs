using Grpc.Net.Client;
using TrafficTacos.Contracts.Payments;
using TrafficTacos.Samples.Hosting;

namespace TrafficTacos.Samples.Reservations;

/// <summary>The reservation service, as a program of its own or within another one.</summary>
public sealed class ReservationsSample : IAsyncDisposable
{
    private readonly WebApplication _app;

    private ReservationsSample(WebApplication app)
    {
        _app = app;
        Address = new Uri(app.Urls.Single());
    }

    /// <summary>Where it listens.</summary>
    public Uri Address { get; }

    /// <summary>Starts it.</summary>
    /// <param name="options">How it behaves.</param>
    /// <exception cref="IOException">The port is taken.</exception>
    public static async Task<ReservationsSample> StartAsync(ReservationsSampleOptions options)
    {
        ArgumentNullException.ThrowIfNull(options);
        return new ReservationsSample(await SampleServer.StartAsync<ReservationCalls>(options.Port, services => services
            .AddSampleTraces("traffictacos-reservations", options.Collector)
            .AddSingleton(options)
            .AddSingleton<SeatBook>()
            .AddSingleton(_ => GrpcChannel.ForAddress(options.Payments))
            .AddSingleton(provider => new PaymentService.PaymentServiceClient(provider.GetRequiredService<GrpcChannel>()))));
    }

    /// <summary>Until Ctrl-C, or until the system asks it to end.</summary>
    public Task WaitForShutdownAsync() => _app.WaitForShutdownAsync();

    /// <inheritdoc/>
    public ValueTask DisposeAsync() => _app.DisposeAsync();
}
