using TrafficTacos.Tools.Crowd.Checks;
using TrafficTacos.Tools.Crowd.Cli;
using TrafficTacos.Tools.Crowd.Gateways;
using TrafficTacos.Tools.Crowd.Observation;
using static System.FormattableString;

namespace TrafficTacos.Tools.Crowd.Visitors;

/// <summary>Runs all visitors concurrently, one task each, until all are done, the timeout is over, or the run is interrupted.</summary>
internal sealed class CrowdRun(CrowdOptions options, RunClock clock, RunStatistics statistics, HttpClient http)
{
    private readonly string _runId = Guid.NewGuid().ToString("N")[..10];

    /// <summary>Why the run ended early, or null.</summary>
    public string? Error { get; private set; }

    /// <summary>What was seen of the draw, with <c>--drawn</c>.</summary>
    public DrawEvidence? Draw { get; private set; }

    public async Task<VisitorRecord[]> RunAsync(CancellationToken interrupted)
    {
        var plans = VisitorPlan.CreateAll(options.Visitors, options.GhostPercent, options.LeaverPercent, options.ArriveOver, options.Seed);
        var records = plans.Select((plan, number) => new VisitorRecord(number, plan, statistics)).ToArray();
        using var sender = new ApiSender(http, options, clock, statistics);
        var queueClient = new QueueClient(sender, options);
        var purchaseClient = new PurchaseClient(sender);
        var purchaseFlow = options.Purchase is null ? null : new PurchaseFlow(purchaseClient, options, options.Purchase, clock);
        PassHandler? passHandler = purchaseFlow is not null ? purchaseFlow.BuyAsync
            : options.ShopFor is { } stay ? new SessionFlow(new SessionClient(sender, options), clock, stay, options.Seed).ShopAsync
            : options.ProtectedUrl is null ? null
            : new ProtectedEndpointFlow(queueClient, options.ProtectedUrl).UsePassAsync;
        var entryFlow = new EntryFlow(queueClient, passHandler);
        var identities = records.Select(record => new VisitorIdentity(record.Number, _runId, options)).ToArray();
        if (options.Register && !await TryRegisterAsync(purchaseClient, identities, interrupted))
            return records;
        using var timeout = new CancellationTokenSource(options.Timeout, clock.Time);
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(timeout.Token, interrupted);

        var visitors = Task.WhenAll(records.Select(record =>
            RunVisitorAsync(new Visitor(record, identities[record.Number], queueClient, entryFlow, purchaseFlow, clock, options), stop)));
        if (options.Drawn)
            Draw = await WatchDrawAsync(new DrawWatch(new DrawClient(sender, http, options), options, clock, _runId), visitors, records);
        await visitors;

        if (!interrupted.IsCancellationRequested && Error is null)
        {
            var unfinishedBelow = purchaseFlow is null && options.ShopFor is null ? VisitorPhase.Admitted : VisitorPhase.Entered;
            foreach (var record in records.Where(record => record.Phase < unfinishedBelow))
                record.MarkLost(Invariant($"{(record.Phase < VisitorPhase.Waiting ? "no response" : "still in the queue")} at the end of --timeout ({options.Timeout.TotalSeconds} s)"));
        }

        return records;
    }

    private static async Task<DrawEvidence> WatchDrawAsync(DrawWatch watch, Task visitors, VisitorRecord[] records)
    {
        using var done = new CancellationTokenSource();
        var watching = watch.WatchAsync(done.Token);
        await visitors;
        await done.CancelAsync();
        await watching;
        return await watch.FinishAsync(records);
    }

    private async Task<bool> TryRegisterAsync(PurchaseClient client, VisitorIdentity[] identities, CancellationToken interrupted)
    {
        try
        {
            Error = await new AccountRegistration(client).RegisterAllAsync(identities, interrupted);
            return Error is null;
        }
        catch (OperationCanceledException) when (interrupted.IsCancellationRequested)
        {
            return false;
        }
    }

    private async Task RunVisitorAsync(Visitor visitor, CancellationTokenSource stop)
    {
        try
        {
            await visitor.RunAsync(stop.Token);
        }
        catch (OperationCanceledException) when (stop.IsCancellationRequested)
        {
            // The record contains the phase that this visitor reached.
        }
        catch (CredentialsRejectedException exception)
        {
            Error = exception.Message;
            await stop.CancelAsync();
        }
    }
}
