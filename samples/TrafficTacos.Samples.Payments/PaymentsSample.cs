using TrafficTacos.Samples.Hosting;

namespace TrafficTacos.Samples.Payments;

/// <summary>The payment service, as a program of its own or within another one.</summary>
public sealed class PaymentsSample : IAsyncDisposable
{
    private readonly WebApplication _app;

    private PaymentsSample(WebApplication app)
    {
        _app = app;
        Address = new Uri(app.Urls.Single());
    }

    /// <summary>Where it listens.</summary>
    public Uri Address { get; }

    /// <summary>Starts it.</summary>
    /// <param name="options">How it behaves.</param>
    /// <exception cref="IOException">The port is taken.</exception>
    public static async Task<PaymentsSample> StartAsync(PaymentsSampleOptions? options = null)
    {
        options ??= new PaymentsSampleOptions();
        return new PaymentsSample(await SampleServer.StartAsync<PaymentCalls>(
            options.Port, services => services.AddSampleTraces("traffictacos-payments", options.Collector).AddSingleton(options).AddSingleton<PaymentBook>()));
    }

    /// <summary>Until Ctrl-C, or until the system asks it to end.</summary>
    public Task WaitForShutdownAsync() => _app.WaitForShutdownAsync();

    /// <inheritdoc/>
    public ValueTask DisposeAsync() => _app.DisposeAsync();
}
