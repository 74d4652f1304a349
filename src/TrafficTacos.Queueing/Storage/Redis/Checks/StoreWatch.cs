using System.Diagnostics.Metrics;
using Microsoft.Extensions.Logging;
using TrafficTacos.Queueing.Diagnostics;

namespace TrafficTacos.Queueing.Storage.Redis.Checks;

/// <summary>Looks at Redis when it is made and every minute, and says what it finds in the log and in a metric.</summary>
internal sealed class StoreWatch : IDisposable
{
    private static readonly TimeSpan Interval = TimeSpan.FromMinutes(1);

    /// <summary>However often somebody asks for a new look.</summary>
    private static readonly TimeSpan ShortestInterval = TimeSpan.FromSeconds(1);

    private readonly RedisCheck _check;
    private readonly TimeProvider _time;
    private readonly ILogger<StoreWatch> _logger;
    private readonly ITimer _timer;
    private readonly Lock _lock = new();
    private Task<IReadOnlyList<StoreFinding>>? _look;
    private long _lookedAt;
    private volatile IReadOnlyList<StoreFinding> _findings = [];
    private string _description = "";

    public StoreWatch(RedisCheck check, IMeterFactory meters, TimeProvider time, ILogger<StoreWatch> logger)
    {
        (_check, _time, _logger) = (check, time, logger);
        meters.Create(WaitingRoomTelemetry.MeterName).CreateObservableGauge(
            WaitingRoomTelemetry.StoreFindings, Observe, "{finding}", "What is not as it should be in the store: 1 for each.");
        // It belongs to no request: not to the first one's trace either.
        using (ExecutionContext.SuppressFlow())
            _timer = time.CreateTimer(_ => _ = LookAsync(sayAgain: true), null, TimeSpan.Zero, Interval);
    }

    /// <summary>Of the last look.</summary>
    public IReadOnlyList<StoreFinding> Findings => _findings;

    /// <summary>Whether one of them is critical.</summary>
    public bool HasCritical => _findings.Any(finding => finding.Severity == FindingSeverity.Critical);

    /// <summary>Looks again for somebody who knows that something is critical. Where the last look knew it too, that is repeated once a
    /// second at most.</summary>
    public Task<IReadOnlyList<StoreFinding>> RefreshAsync() => LookAsync(sayAgain: false);

    public void Dispose() => _timer.Dispose();

    private Task<IReadOnlyList<StoreFinding>> LookAsync(bool sayAgain)
    {
        lock (_lock)
        {
            if (_look is null || (_look.IsCompleted && (!HasCritical || _time.GetElapsedTime(_lookedAt) >= ShortestInterval)))
            {
                _lookedAt = _time.GetTimestamp();
                using (ExecutionContext.SuppressFlow())
                    _look = Task.Run(() => FindAndSayAsync(sayAgain));
            }

            return _look;
        }
    }

    private async Task<IReadOnlyList<StoreFinding>> FindAndSayAsync(bool sayAgain)
    {
        var findings = await _check.FindAsync().ConfigureAwait(false);
        var before = _findings;
        _findings = findings;
        if (_check.Description.Length > 0 && !string.Equals(_check.Description, _description, StringComparison.Ordinal))
        {
            _description = _check.Description;
            _logger.StoreDescribed(_description);
        }

        foreach (var finding in findings)
        {
            var isNew = !before.Any(other => string.Equals(other.Code, finding.Code, StringComparison.Ordinal));
            var level = LevelOf(finding.Severity);
            if (isNew || (sayAgain && finding.Severity != FindingSeverity.Note))
                _logger.StoreFinding(level, finding.Code, finding.Text, finding.Remedy);
        }

        foreach (var code in before.Select(finding => finding.Code).Except(findings.Select(finding => finding.Code), StringComparer.Ordinal))
            _logger.StoreFindingOver(code);
        return findings;
    }

    private IEnumerable<Measurement<int>> Observe() => _findings
        .DistinctBy(finding => finding.Code, StringComparer.Ordinal)
        .Select(finding => new Measurement<int>(
            1,
            new(WaitingRoomTelemetry.FindingLabel, finding.Code),
            new KeyValuePair<string, object?>(WaitingRoomTelemetry.SeverityLabel, NameOf(finding.Severity))));

    public static string NameOf(FindingSeverity severity) => severity switch
    {
        FindingSeverity.Note => "note",
        FindingSeverity.Warning => "warning",
        _ => "critical",
    };

    private static LogLevel LevelOf(FindingSeverity severity) => severity switch
    {
        FindingSeverity.Note => LogLevel.Information,
        FindingSeverity.Warning => LogLevel.Warning,
        _ => LogLevel.Error,
    };
}
