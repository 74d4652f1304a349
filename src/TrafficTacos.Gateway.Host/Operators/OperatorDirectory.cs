using System.Collections.Frozen;

namespace TrafficTacos.Gateway.Host.Operators;

/// <summary>The operators of the file. It is read every few seconds, because a volume of Kubernetes changes by links that no watcher of files
/// reports. A file with a mistake is an error in the log, and the operators from before stay.</summary>
internal sealed class OperatorDirectory(OperatorSettings settings, TimeProvider time, ILogger<OperatorDirectory> logger) : BackgroundService
{
    public static readonly TimeSpan Interval = TimeSpan.FromSeconds(2);

    private readonly string _path = settings.UsersFile!;
    private string? _seen = settings.UsersText;
    private volatile FrozenDictionary<string, OperatorAccount> _operators = settings.Users;

    /// <summary>The operator of a name, in any case of its letters.</summary>
    public OperatorAccount? Find(string name) => _operators.GetValueOrDefault(name);

    /// <summary>Some operator, whose hash takes as long to verify as those of the others.</summary>
    public OperatorAccount Any() => _operators.Values[0];

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(Interval, time);
        try
        {
            while (await timer.WaitForNextTickAsync(stoppingToken))
                Refresh();
        }
        catch (OperationCanceledException)
        {
            // the gateway ends
        }
    }

    private void Refresh()
    {
        var mistake = OperatorsFile.TryRead(_path, out var text);
        var state = text ?? mistake;
        if (string.Equals(state, _seen, StringComparison.Ordinal))
            return; // nothing new, not even a mistake
        _seen = state;
        if (text is null)
        {
            logger.OperatorsNotRead(_path, mistake!);
            return;
        }

        var operators = OperatorsFile.Parse(text, out var mistakes);
        if (mistakes.Count > 0)
        {
            logger.OperatorsNotRead(_path, string.Join("; ", mistakes));
            return;
        }

        _operators = operators;
        logger.OperatorsRead(_path, operators.Count);
    }
}
