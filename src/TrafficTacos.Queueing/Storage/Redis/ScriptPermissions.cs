using System.Text.RegularExpressions;
using StackExchange.Redis;

namespace TrafficTacos.Queueing.Storage.Redis;

/// <summary>
/// Whether the user of Redis may run every command of every script. Redis decides that while a script runs, after it has
/// written something; therefore no script is sent before this is known.
/// </summary>
/// <param name="keys">The kinds of keys.</param>
/// <param name="time">Paces the question while something is missing.</param>
internal sealed partial class ScriptPermissions(IReadOnlyList<CheckedKey> keys, TimeProvider time)
{
    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(1);

    private static readonly RedisScript Script = new("permissions", ScriptText.Load("checks/permissions", new Dictionary<string, string>(StringComparer.Ordinal)));

    /// <summary>What the client sends itself, and what the scripts call.</summary>
    private static readonly string[] Commands =
    [
        .. ((string[])["EVAL", "EVALSHA"])
            .Concat(ScriptText.All().SelectMany(text => Call().Matches(text)).Select(call => call.Groups["command"].Value))
            .Distinct(StringComparer.Ordinal)
            .Order(StringComparer.Ordinal),
    ];

    /// <summary>Those that are allowed whatever the keys are.</summary>
    private static readonly string[] Keyless = ["EVAL", "EVALSHA", "INFO", "TIME"];

    private static readonly string[] Keyed = [.. Commands.Except(Keyless, StringComparer.Ordinal)];

    /// <summary>How a script of another version of Redis says that the user may not run a command in it.</summary>
    private static readonly string[] RefusedInScript = ["can't run this command", "can't access at least one of the keys", "NOPERM", "unknown command"];

    private readonly Lock _lock = new();
    private Task<string?>? _question;
    private long _askedAt;
    private volatile bool _areGranted;

    /// <summary>Whether the last answer was that nothing is missing.</summary>
    public bool AreGranted => _areGranted;

    /// <summary>Whether a reply means that the user may not run a command or use a key.</summary>
    public static bool IsRefusal(string reply) => RefusedInScript.Any(part => reply.Contains(part, StringComparison.Ordinal));

    /// <summary>A reply has refused a command: ask again before the next script.</summary>
    public void Doubt() => _areGranted = false;

    /// <summary>Asks, once a second at most however many wait.</summary>
    /// <returns>What is missing; null if nothing is, or if the server cannot tell.</returns>
    public Task<string?> FindMissingAsync(IConnectionMultiplexer multiplexer)
    {
        lock (_lock)
        {
            if (_question is null or { IsFaulted: true } or { IsCanceled: true } || (_question.IsCompleted && time.GetElapsedTime(_askedAt) >= Pause))
            {
                _askedAt = time.GetTimestamp();
                _question = AskAsync(multiplexer.GetDatabase());
            }

            return _question;
        }
    }

    private async Task<string?> AskAsync(IDatabase database)
    {
        var missing = await ReadAsync(database).ConfigureAwait(false);
        _areGranted = missing is null;
        return missing;
    }

    private async Task<string?> ReadAsync(IDatabase database)
    {
        RedisValue[] arguments = [keys.Count, .. keys.Select(key => (RedisValue)(string)key.Example!), .. Commands.Select(command => (RedisValue)command)];
        try
        {
            return Describe((string[])(await database.ScriptEvaluateAsync(Script.Text, [], arguments).ConfigureAwait(false))!);
        }
        catch (RedisServerException exception) when (IsRefusal(exception.Message))
        {
            return exception.Message;
        }
        catch (RedisServerException exception) when (exception.Message.StartsWith("ERR", StringComparison.Ordinal))
        {
            return null; // a server that does not know this script's flags, for example
        }
    }

    /// <summary>A command that no kind of key allows is one that is missing, and any other pair is for want of the key. If none of them is
    /// allowed on any key, it is the keys.</summary>
    /// <param name="refused">Pairs of key and command.</param>
    private string? Describe(string[] refused)
    {
        var pairs = refused.Chunk(2).Select(pair => (Key: pair[0], Command: pair[1])).ToList();
        if (pairs.Count == 0)
            return null;
        var commands = pairs.GroupBy(pair => pair.Command, StringComparer.Ordinal).Where(pair => pair.Count() == keys.Count).Select(pair => pair.Key).ToHashSet(StringComparer.Ordinal);
        if (Keyed.All(commands.Contains))
            commands.ExceptWith(Keyed);
        var patterns = pairs.Where(pair => !commands.Contains(pair.Command))
            .Select(pair => keys.Single(key => string.Equals(key.Example, pair.Key, StringComparison.Ordinal)).Pattern).Distinct(StringComparer.Ordinal);
        return string.Join(", ", [.. commands.Order(StringComparer.Ordinal).Select(command => "command " + command), .. patterns.Select(pattern => "keys " + pattern)]);
    }

    [GeneratedRegex(@"redis\.p?call\('(?<command>[A-Z]+)'", RegexOptions.NonBacktracking | RegexOptions.CultureInvariant)]
    private static partial Regex Call();
}
