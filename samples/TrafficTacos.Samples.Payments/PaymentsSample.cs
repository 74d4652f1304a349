using TrafficTacos.Samples.Hosting;

namespace TrafficTacos.Samples.Payments;

/// <summary>The payment service, in a process of its own or inside another one.</summary>
public sealed class PaymentsSample : IAsyncDisposable
{
    private readonly WebApplication _app;

    private PaymentsSample(WebApplication app)
    {
        _app = app;
        Address = new Uri(app.Urls.Single());
    }

    /// <summary>The address on which it listens.</summary>
    public Uri Address { get; }

    /// <summary>Starts the service.</summary>
    /// <param name="options">Its options.</param>
    /// <exception cref="IOException">The port is in use.</exception>
    public static async Task<PaymentsSample> StartAsync(PaymentsSampleOptions? options = null)
    {
        options ??= new PaymentsSampleOptions();
        return new PaymentsSample(await SampleServer.StartAsync<PaymentGrpcService>(
            options.Port, services => services
                .AddSampleTracing("traffictacos-payments", options.Collector, options.CollectorProtocol)
                .AddSingleton(options)
                .AddSingleton<PaymentStore>()));
    }

    /// <summary>Completes when the process is asked to stop.</summary>
    public Task WaitForShutdownAsync() => _app.WaitForShutdownAsync();

    /// <inheritdoc/>
    public ValueTask DisposeAsync() => _app.DisposeAsync();
}
