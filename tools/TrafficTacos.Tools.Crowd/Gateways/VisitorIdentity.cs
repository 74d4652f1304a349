using TrafficTacos.Tools.Crowd.Cli;
using TrafficTacos.Tools.Crowd.Observation;

namespace TrafficTacos.Tools.Crowd.Gateways;

/// <summary>A visitor as the gateways see one: a name, credentials, and the gateway of the next request.</summary>
internal sealed class VisitorIdentity(int visitor, string runId, CrowdOptions options)
{
    private int _requests;
    private string? _accountToken;

    /// <summary>Unique over all runs, so that no visitor finds the place of an earlier run.</summary>
    public string Name { get; } = $"crowd-{runId}-{visitor:D6}";

    /// <summary>The name of the account, limited to the letters and digits that accounts allow.</summary>
    public string Username { get; } = $"c{runId}{visitor:D6}";

    /// <summary>Sends the token of the visitor's account with every call from now on.</summary>
    public void LogIn(string token) => _accountToken = token;

    /// <summary>A visitor starts at the gateway of their number and uses the next one for each request, retries included.</summary>
    public Uri NextGateway()
    {
        var index = options.Sticky ? visitor : visitor + Interlocked.Increment(ref _requests) - 1;
        return options.Gateways[index % options.Gateways.Count];
    }

    /// <summary>
    /// With the load-test token each visitor is a user of their own. A real token is a single user with a single place: its visitors
    /// wait anonymously and send it only to enter and to use the pass.
    /// </summary>
    public (string Name, string? Value)[] Credentials(CallKind kind)
    {
        if (kind is CallKind.Register)
            return [];
        if (_accountToken is not null)
            return [("Authorization", $"Bearer {_accountToken}")];
        if (options.Bearer is null)
            return [];
        if (options.Bearer is CrowdCommand.LoadTestToken)
            return [("Authorization", $"Bearer {options.Bearer}"), ("X-Load-Test-User", Name)];
        return kind is CallKind.Enter or CallKind.UsePass or CallKind.OpenSession or CallKind.LookAtSession or CallKind.ExtendSession or CallKind.ReleaseSession
            ? [("Authorization", $"Bearer {options.Bearer}")]
            : [];
    }
}
