namespace TrafficTacos.Gateway.Host.Backends;

/// <summary>The sample services, for backends without an address in Development. They start while the gateway does, and the gateway
/// takes no request before they are ready.</summary>
internal sealed class SampleBackends(IReadOnlyList<(string Service, SampleProcess Process)> samples, BackendSettings settings, ILogger<BackendClient> logger)
    : IHostedService, IDisposable
{
    private const string PaymentProgram = "TrafficTacos.Samples.Payments";
    private const string ReservationProgram = "TrafficTacos.Samples.Reservations";

    public async Task StartAsync(CancellationToken cancellationToken)
    {
        await Task.WhenAll(samples.Select(sample => sample.Process.WaitUntilReadyAsync(cancellationToken)));
        if (samples.Count > 0)
            logger.SamplesStarted(string.Join(", ", samples.Select(sample => $"{sample.Service} on {sample.Process.Address.Authority}")));
        var missing = string.Join(", ", Missing());
        if (missing.Length > 0)
            logger.BackendMissing(missing);
    }

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public void Dispose()
    {
        foreach (var (_, process) in samples)
            process.Dispose();
    }

    /// <summary>Starts the samples that are needed and lie beside the gateway.</summary>
    /// <returns>The settings with their addresses.</returns>
    internal static (BackendSettings Settings, IReadOnlyList<(string Service, SampleProcess Process)> Samples) Start(BackendSettings settings)
    {
        var samples = new List<(string, SampleProcess)>();
        if (settings.Payment.Address is null && SampleProcess.Exists(PaymentProgram))
            settings = settings with { Payment = settings.Payment with { Address = Start(PaymentBackend.Name, PaymentProgram) } };
        if (settings.Reservation.Address is null && SampleProcess.Exists(ReservationProgram))
        {
            string[] arguments = settings.Payment.Address is { } payments ? ["--payments", payments.AbsoluteUri] : [];
            settings = settings with { Reservation = settings.Reservation with { Address = Start(ReservationBackend.Name, ReservationProgram, arguments) } };
        }

        return (settings, samples);

        Uri Start(string service, string program, params string[] arguments)
        {
            var process = SampleProcess.Start(program, arguments);
            samples.Add((service, process));
            return process.Address;
        }
    }

    private IEnumerable<string> Missing()
    {
        if (settings.Reservation.Address is null)
            yield return ReservationBackend.Name;
        if (settings.Payment.Address is null)
            yield return PaymentBackend.Name;
    }
}
