using TrafficTacos.Gateway.Host.Configuration;
using TrafficTacos.Samples.Payments;
using TrafficTacos.Samples.Reservations;

namespace TrafficTacos.Gateway.Host.Backends;

/// <summary>The samples in this process, in Development, for whichever backend has no address: real gRPC on loopback, so that
/// nothing but the address differs from services elsewhere.</summary>
internal sealed class SampleBackends : IAsyncDisposable
{
    private readonly List<IAsyncDisposable> _running = [];

    private SampleBackends(HostSettings settings) => Settings = settings;

    /// <summary>The settings, with an address for every backend.</summary>
    public HostSettings Settings { get; private set; }

    public string Names { get; private set; } = "";

    public static async Task<SampleBackends> StartAsync(HostSettings settings, IHostEnvironment environment)
    {
        var samples = new SampleBackends(settings);
        if (!environment.IsDevelopment())
            return samples;
        var payments = settings.Payment.Address;
        if (payments is null)
        {
            var sample = await PaymentsSample.StartAsync();
            samples._running.Add(sample);
            payments = sample.Address;
            samples.Settings = samples.Settings with { Payment = settings.Payment with { Address = payments } };
            samples.Names = $"{PaymentBackend.Name} on {payments.Authority}";
        }

        if (settings.Reservation.Address is null)
        {
            var sample = await ReservationsSample.StartAsync(new ReservationsSampleOptions { Payments = payments });
            samples._running.Add(sample);
            samples.Settings = samples.Settings with { Reservation = settings.Reservation with { Address = sample.Address } };
            samples.Names = $"{ReservationBackend.Name} on {sample.Address.Authority}, {samples.Names}".TrimEnd(',', ' ');
        }

        return samples;
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var sample in Enumerable.Reverse(_running))
            await sample.DisposeAsync();
    }
}
