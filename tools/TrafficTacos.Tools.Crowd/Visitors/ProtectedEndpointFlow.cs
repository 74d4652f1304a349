using TrafficTacos.Tools.Crowd.Checks;
using TrafficTacos.Tools.Crowd.Gateways;
using TrafficTacos.Tools.Crowd.Observation;

namespace TrafficTacos.Tools.Crowd.Visitors;

/// <summary>Uses a pass at the endpoint of <c>--protected-url</c>, which must accept it exactly once.</summary>
internal sealed class ProtectedEndpointFlow(QueueClient client, Uri endpoint)
{
    /// <summary>The time to live is rounded to whole seconds.</summary>
    private static readonly TimeSpan Rounding = TimeSpan.FromSeconds(1);

    public async Task UsePassAsync(
        VisitorRecord record, VisitorIdentity identity, string pass, TimeSpan requestedAt, TimeSpan timeToLive, CancellationToken cancellationToken)
    {
        var validFor = timeToLive - Rounding;
        var first = await client.UsePassAsync(identity, endpoint, pass, use: 1, requestedAt + validFor, cancellationToken);
        if (first is { IsUnambiguous: false, Status: 403 or 409 })
        {
            // An earlier attempt without a response may have used the pass, so this is no violation.
            record.MoveTo(VisitorPhase.Admitted);
            return;
        }

        if (!first.IsSuccess)
        {
            if (first.Status == 403 && first.ErrorCode is null or "ADMISSION_REQUIRED")
            {
                record.Refusals.Add(new Refusal(
                    record.Number, requestedAt, first.CompletedAt, validFor, first.IsUnambiguous, $"admitted, then refused by the protected endpoint with {first.Describe()}"));
            }

            record.MarkLost($"the protected endpoint answered with {first.Describe()}");
            return;
        }

        record.Uses.Add(new PassUse(record.Number, pass));
        if (record.Plan.Role == VisitorRole.Prober)
        {
            var second = await client.UsePassAsync(identity, endpoint, pass, use: 2, requestedAt + validFor, cancellationToken);
            if (second.IsSuccess)
                record.Uses.Add(new PassUse(record.Number, pass));
        }

        record.MoveTo(VisitorPhase.Admitted);
    }
}
