using TrafficTacos.Gateway.Host.Configuration;

namespace TrafficTacos.Gateway.Host.Backends;

/// <summary>The sample services, for backends without an address in Development. They start while the gateway does, and the gateway
/// takes no request before they are ready.</summary>
internal sealed class SampleBackends : IHostedService, IDisposable
{
    private const string PaymentProgram = "TrafficTacos.Samples.Payments";
    private const string ReservationProgram = "TrafficTacos.Samples.Reservations";

    private readonly List<(string Service, SampleProcess Process)> _samples = [];
    private ILogger? _logger;

    private SampleBackends(HostSettings settings) => Settings = settings;

    /// <summary>The settings, with the addresses of the samples.</summary>
    public HostSettings Settings { get; private set; }

    /// <summary>Starts the samples that are needed and exist.</summary>
    public static SampleBackends Start(HostSettings settings, IHostEnvironment environment)
    {
        var samples = new SampleBackends(settings);
        if (environment.IsDevelopment())
            samples.Start();
        return samples;
    }

    public void Register(IServiceCollection services) => services.AddHostedService(provider =>
    {
        _logger = provider.GetRequiredService<ILogger<Backend>>();
        return this;
    });

    public async Task StartAsync(CancellationToken cancellationToken)
    {
        await Task.WhenAll(_samples.Select(sample => sample.Process.WaitUntilReadyAsync(cancellationToken)));
        if (_samples.Count > 0)
            _logger!.SamplesStarted(string.Join(", ", _samples.Select(sample => $"{sample.Service} on {sample.Process.Address.Authority}")));
        string[] missing = [.. Missing()];
        if (missing.Length > 0)
            _logger!.BackendMissing(string.Join(", ", missing));
    }

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public void Dispose()
    {
        foreach (var (_, process) in _samples)
            process.Dispose();
    }

    private void Start()
    {
        if (Settings.Payment.Address is null && SampleProcess.Exists(PaymentProgram))
            Settings = Settings with { Payment = Settings.Payment with { Address = Add(PaymentBackend.Name, SampleProcess.Start(PaymentProgram)) } };
        if (Settings.Reservation.Address is null && SampleProcess.Exists(ReservationProgram))
        {
            string[] arguments = Settings.Payment.Address is { } payments ? ["--payments", payments.AbsoluteUri] : [];
            Settings = Settings with { Reservation = Settings.Reservation with { Address = Add(ReservationBackend.Name, SampleProcess.Start(ReservationProgram, arguments)) } };
        }
    }

    private Uri Add(string service, SampleProcess process)
    {
        _samples.Add((service, process));
        return process.Address;
    }

    private IEnumerable<string> Missing()
    {
        if (Settings.Reservation.Address is null)
            yield return ReservationBackend.Name;
        if (Settings.Payment.Address is null)
            yield return PaymentBackend.Name;
    }
}
