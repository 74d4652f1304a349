using System.Globalization;
using TrafficTacos.Samples.Crowd.Cli;
using TrafficTacos.Samples.Crowd.Gateways;
using TrafficTacos.Samples.Crowd.Observation;

namespace TrafficTacos.Samples.Crowd.Visitors;

/// <summary>Everybody at once: one task a visitor, until all are through, the time is up, or somebody says stop.</summary>
internal sealed class CrowdRun(CrowdOptions options, RunClock clock, Ledger ledger, HttpClient http)
{
    private readonly string _run = Guid.NewGuid().ToString("N")[..10];

    /// <summary>Why the run is pointless, if it is.</summary>
    public string? Trouble { get; private set; }

    public async Task<VisitorRecord[]> RunAsync(CancellationToken interrupted)
    {
        var plans = Plan.ForAll(options.Visitors, options.GhostPercent, options.LeaverPercent, options.ArriveOver, options.Seed);
        var records = plans.Select((plan, number) => new VisitorRecord(number, plan, ledger)).ToArray();
        using var sender = new Sender(http, options, clock, ledger);
        var gateway = new GatewayClient(sender, options);
        var shop = new ShopClient(sender);
        var buyer = options.Sale is null ? null : new Buyer(shop, options, options.Sale, clock);
        UsePass? use = buyer is not null ? buyer.BuyAsync : options.Then is null ? null : new Checkout(gateway, options.Then).UseAsync;
        var entrance = new Entrance(gateway, use);
        var callers = records.Select(record => new Caller(record.Number, _run, options)).ToArray();
        if (options.Register && !await RegisterAsync(shop, callers, interrupted))
            return records;
        using var timeUp = new CancellationTokenSource(options.Timeout, clock.Time);
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(timeUp.Token, interrupted);

        await Task.WhenAll(records.Select(record =>
            SendOneAsync(new Visitor(record, callers[record.Number], gateway, entrance, buyer, clock, options), stop)));

        if (!interrupted.IsCancellationRequested && Trouble is null)
        {
            foreach (var record in records.Where(record => record.Phase < (buyer is null ? Phase.Admitted : Phase.Entered)))
                record.Lose(string.Create(CultureInfo.InvariantCulture, $"still {(record.Phase < Phase.Waiting ? "without an answer" : "in the queue")} when --timeout ({options.Timeout.TotalSeconds} s) was over"));
        }

        return records;
    }

    private async Task<bool> RegisterAsync(ShopClient shop, Caller[] callers, CancellationToken interrupted)
    {
        try
        {
            Trouble = await new Registration(shop).RegisterAsync(callers, interrupted);
            return Trouble is null;
        }
        catch (OperationCanceledException) when (interrupted.IsCancellationRequested)
        {
            return false;
        }
    }

    private async Task SendOneAsync(Visitor visitor, CancellationTokenSource stop)
    {
        try
        {
            await visitor.RunAsync(stop.Token);
        }
        catch (OperationCanceledException) when (stop.IsCancellationRequested)
        {
            // The record says how far this visitor came.
        }
        catch (CredentialsRefusedException e)
        {
            Trouble = e.Message;
            await stop.CancelAsync();
        }
    }
}
