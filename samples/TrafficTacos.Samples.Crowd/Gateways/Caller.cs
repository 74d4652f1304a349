using TrafficTacos.Samples.Crowd.Cli;
using TrafficTacos.Samples.Crowd.Observation;

namespace TrafficTacos.Samples.Crowd.Gateways;

/// <summary>Who calls: a visitor's name, credentials, and which gateway gets the next request.</summary>
internal sealed class Caller(int visitor, string run, CrowdOptions options)
{
    private int _requests;
    private string? _token;

    /// <summary>Unique over all runs, so that nobody finds a place of an earlier run.</summary>
    public string Name { get; } = $"crowd-{run}-{visitor:D6}";

    /// <summary>An account's name, of the letters and digits that accounts take.</summary>
    public string Username { get; } = $"c{run}{visitor:D6}";

    /// <summary>With an account of their own, a visitor is its user on every call.</summary>
    public void LogIn(string token) => _token = token;

    /// <summary>Everybody starts at the gateway of their number and goes on to the next with every request, retries too.</summary>
    public Uri NextGateway()
    {
        var turn = options.Sticky ? visitor : visitor + Interlocked.Increment(ref _requests) - 1;
        return options.Gateways[turn % options.Gateways.Count];
    }

    /// <summary>
    /// With the load-test token everybody is a user of their own on every call. A real token is one user, who has one
    /// place: its visitors wait anonymously, and it only enters and uses the pass.
    /// </summary>
    public (string Name, string? Value)[] Credentials(CallKind kind)
    {
        if (kind is CallKind.Register)
            return [];
        if (_token is not null)
            return [("Authorization", $"Bearer {_token}")];
        if (options.Bearer is null)
            return [];
        if (options.Bearer is CrowdCommand.LoadTestToken)
            return [("Authorization", $"Bearer {options.Bearer}"), ("X-Load-Test-User", Name)];
        return kind is CallKind.Enter or CallKind.Then ? [("Authorization", $"Bearer {options.Bearer}")] : [];
    }
}
