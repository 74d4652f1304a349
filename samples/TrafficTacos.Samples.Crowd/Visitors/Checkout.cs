using TrafficTacos.Samples.Crowd.Gateways;
using TrafficTacos.Samples.Crowd.Observation;
using TrafficTacos.Samples.Crowd.Verdict;

namespace TrafficTacos.Samples.Crowd.Visitors;

/// <summary>The protected endpoint of <c>--then</c>: a pass must open it once, and only once.</summary>
internal sealed class Checkout(GatewayClient gateway, Uri endpoint)
{
    /// <summary>The time to live comes in whole seconds; the last one may not be whole.</summary>
    private static readonly TimeSpan Rounding = TimeSpan.FromSeconds(1);

    public async Task UseAsync(VisitorRecord record, Caller caller, string pass, TimeSpan given, TimeSpan timeToLive, CancellationToken cancellationToken)
    {
        var holdsFor = timeToLive - Rounding;
        var first = await gateway.UseAsync(caller, endpoint, pass, use: 1, given + holdsFor, cancellationToken);
        if (first is { Certain: false, Status: 403 or 409 })
        {
            // An attempt without an answer may have used it; nobody can say, so nobody is accused.
            record.Become(Phase.Admitted);
            return;
        }

        if (!first.Ok)
        {
            if (first.Status == 403 && first.Code is null or "ADMISSION_REQUIRED")
                record.Refusals.Add(new Refusal(record.Number, given, first.End, holdsFor, first.Certain, $"admitted, then refused at --then with {first.Describe()}"));
            record.Lose($"--then answered {first.Describe()}");
            return;
        }

        record.Uses.Add(new Use(record.Number, pass));
        if (record.Plan.Role == Role.Sceptic)
        {
            var again = await gateway.UseAsync(caller, endpoint, pass, use: 2, given + holdsFor, cancellationToken);
            if (again.Ok)
                record.Uses.Add(new Use(record.Number, pass));
        }

        record.Become(Phase.Admitted);
    }
}
