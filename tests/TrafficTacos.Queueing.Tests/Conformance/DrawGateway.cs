using System.Diagnostics.Metrics;
using Microsoft.Extensions.DependencyInjection;
using TrafficTacos.Queueing.Diagnostics;
using TrafficTacos.Queueing.Engine;
using TrafficTacos.Queueing.Storage.Drawing;

namespace TrafficTacos.Queueing.Tests.Conformance;

/// <summary>What one gateway has of a draw. The test makes its steps.</summary>
internal sealed class DrawGateway : IAsyncDisposable
{
    private readonly ServiceProvider _services;
    private readonly MeterListener _listener = new();
    private readonly List<string> _alerts = [];

    public DrawGateway(IQueueStore store, TimeProvider time, Action<WaitingRoomOptions> configure, BeaconFetcher? fetch = null)
    {
        var services = new ServiceCollection();
        services.AddSingleton(time);
        if (fetch is not null)
            services.AddSingleton(fetch);
        services.AddWaitingRoom(configure);
        services.AddSingleton(store); // the last one counts
        _services = services.BuildServiceProvider();
        var factory = _services.GetRequiredService<IMeterFactory>();
        _listener.InstrumentPublished = (instrument, listener) =>
        {
            if (instrument.Meter.Scope == factory && instrument.Name == WaitingRoomTelemetry.DrawAlerts)
                listener.EnableMeasurementEvents(instrument);
        };
        _listener.SetMeasurementEventCallback<long>((_, _, tags, _) => _alerts.Add((string)tags[1].Value!));
        _listener.Start();
    }

    /// <summary>What was counted so far.</summary>
    public IReadOnlyList<string> Alerts => _alerts;

    public DrawRunner Runner => _services.GetRequiredService<DrawRunner>();

    public DrawnEvents Events => _services.GetRequiredService<DrawnEvents>();

    /// <summary>What an application sees of it.</summary>
    public (IWaitingRoom Visitors, WaitingRoomOperator Operator) Room =>
        (_services.GetRequiredService<IWaitingRoom>(), _services.GetRequiredService<WaitingRoomOperator>());

    public DrawOperator Operator => _services.GetRequiredService<DrawOperator>();

    public WaitingRoomOperator Public => _services.GetRequiredService<WaitingRoomOperator>();

    public EventBoards Boards => _services.GetRequiredService<EventBoards>();

    public IDrawStore Store => _services.GetRequiredService<IDrawStore>();

    public DrawnRanks Ranks => _services.GetRequiredService<DrawnRanks>();

    public async Task<KeyRing> KeysAsync() => await _services.GetRequiredService<KeyRingProvider>().GetAsync(default);

    public EventPolicy PolicyOf(string eventId) => _services.GetRequiredService<EventCache>().Get(eventId).Policy;

    public ValueTask DisposeAsync()
    {
        _listener.Dispose();
        return _services.DisposeAsync();
    }
}
