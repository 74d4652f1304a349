using System.Diagnostics.Metrics;
using Microsoft.AspNetCore.Connections;
using TrafficTacos.Gateway.Host.Diagnostics;

namespace TrafficTacos.Gateway.Host.Server;

/// <summary>
/// Bounds the connections. Each one is an open file, and a process that may open no more files cannot accept a connection, call a backend
/// or reach Redis; the runtime aborts it. Above the bound a new connection is closed at once, and everybody else is served.
/// </summary>
internal sealed partial class ConnectionLimit
{
    private const double WarningShare = 0.8;

    private readonly ServerSettings _settings;
    private readonly TimeProvider _time;
    private readonly ILogger<ConnectionLimit> _logger;
    private readonly Counter<long> _refused;
    private readonly Lock _lock = new();
    private int _limit;
    private long? _readAt;
    private int _sinceRead;
    private int _otherFiles;
    private int _count;
    private bool _isWarned;

    public ConnectionLimit(ServerSettings settings, IMeterFactory meters, TimeProvider time, ILogger<ConnectionLimit> logger)
    {
        (_settings, _time, _logger) = (settings, time, logger);
        var meter = meters.Create(GatewayTelemetry.MeterName);
        _refused = meter.CreateCounter<long>(GatewayTelemetry.ConnectionsRefused, "{connection}", "Connections that were refused, because there were too many.");
        meter.CreateObservableGauge(GatewayTelemetry.Connections, () => Volatile.Read(ref _count), "{connection}", "Open connections.");
        meter.CreateObservableGauge(GatewayTelemetry.ConnectionsMax, () => Limit(), "{connection}", "The most connections that may be open.");
    }

    /// <summary>A middleware of connections, which notes that one has ended. <see cref="LimitedListenerFactory"/> begins them.</summary>
    public ConnectionDelegate Wrap(ConnectionDelegate next) => async connection =>
    {
        try
        {
            await next(connection);
        }
        finally
        {
            Interlocked.Decrement(ref _count);
        }
    };

    /// <summary>Counts a connection that was accepted, unless there are too many.</summary>
    public bool TryBegin()
    {
        var limit = Limit();
        var count = Interlocked.Increment(ref _count);
        Warn(count, limit);
        if (count <= limit)
            return true;
        Interlocked.Decrement(ref _count);
        _refused.Add(1);
        return false;
    }

    /// <summary>The limit of open files may change while the process runs.</summary>
    private int Limit()
    {
        if (_settings.MaxConnections is { } configured)
            return configured;
        lock (_lock)
        {
            if (_readAt is not { } at || _time.GetElapsedTime(at) >= OpenFiles.RefreshInterval || ++_sinceRead >= OpenFiles.RefreshCount)
            {
                // While few connections are open: to count the files of many takes long, and other files hardly change.
                if (_readAt is null || Volatile.Read(ref _count) < OpenFiles.RefreshCount)
                    _otherFiles = OpenFiles.Count();
                (_limit, _readAt, _sinceRead) = (OpenFiles.MaxConnections(_otherFiles), _time.GetTimestamp(), 0);
            }

            return _limit;
        }
    }

    /// <summary>Once each time that the number rises above the share.</summary>
    private void Warn(int count, int limit)
    {
        var isHigh = count > limit * WarningShare;
        lock (_lock)
        {
            if (isHigh == _isWarned || (!isHigh && count > limit * WarningShare / 2))
                return;
            _isWarned = isHigh;
        }

        if (isHigh)
            LogHigh(_logger, count, limit);
    }

    [LoggerMessage(511, LogLevel.Warning, "{Count} connections are open, and {Limit} may be; further ones will be refused. Raise the limit of open files (LimitNOFILE, ulimit -n) or SERVER_MAX_CONNECTIONS, or add gateways.")]
    private static partial void LogHigh(ILogger logger, int count, int limit);
}
