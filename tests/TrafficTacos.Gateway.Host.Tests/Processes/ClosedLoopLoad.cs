using System.Threading.Channels;
using StackExchange.Redis;
using TrafficTacos.Queueing.Storage.Redis;

namespace TrafficTacos.Gateway.Host.Tests.Processes;

/// <summary>How many waited when the journal ended with this record: both read in one instant.</summary>
internal readonly record struct QueueSnapshot(string LastId, long Waiting);

/// <summary>
/// Everybody comes at once. A closed loop of many hands, each with the next visitor who comes or who waits: as much load as
/// the machine bears, and no clock of its own.
/// </summary>
internal sealed class ClosedLoopLoad(FleetClient client, IDatabase redis, string eventId, int people)
{
    private const int Hands = 64;

    /// <summary>New people come while fewer than so many wait: as many as can be asked again before the bucket is full.</summary>
    private const int MostWaiting = 800;

    private const int StepsABalance = 500;

    private readonly Channel<FleetVisitor> _line = Channel.CreateUnbounded<FleetVisitor>();
    private readonly FleetVisitor[] _customers = [.. Enumerable.Range(0, people).Select(number => new FleetVisitor(number, eventId))];
    private readonly List<QueueSnapshot> _balances = [];
    private int _came;
    private int _done;
    private int _steps;

    public IReadOnlyList<FleetVisitor> Customers => _customers;

    /// <summary>Taken all along the rush.</summary>
    public IReadOnlyList<QueueSnapshot> Snapshots => _balances;

    public Task RunAsync() => Task.WhenAll(Enumerable.Range(0, Hands).Select(_ => Task.Run(WorkAsync)));

    private async Task WorkAsync()
    {
        try
        {
            while (await NextAsync() is { } customer)
            {
                if (await customer.StepAsync(client))
                    Done();
                else
                    Assert.True(_line.Writer.TryWrite(customer));
                if (Interlocked.Increment(ref _steps) % StepsABalance == 0)
                    await TakeSnapshotAsync();
            }
        }
        catch (Exception exception)
        {
            // The other hands must not wait for a visitor who was dropped.
            _line.Writer.TryComplete(exception);
            throw;
        }
    }

    private async Task<FleetVisitor?> NextAsync()
    {
        if (Volatile.Read(ref _came) - Volatile.Read(ref _done) < MostWaiting)
        {
            var number = Interlocked.Increment(ref _came) - 1;
            if (number < people)
            {
                await _customers[number].JoinAsync(client);
                return _customers[number];
            }

            Interlocked.Decrement(ref _came);
        }

        while (await _line.Reader.WaitToReadAsync())
        {
            if (_line.Reader.TryRead(out var customer))
                return customer;
        }

        return null;
    }

    private void Done()
    {
        if (Interlocked.Increment(ref _done) == people)
            _line.Writer.Complete();
    }

    private async Task TakeSnapshotAsync()
    {
        var keys = RedisKeySpace.Default.Of(eventId);
        var instant = redis.CreateTransaction();
        var waiting = instant.SortedSetLengthAsync(keys.Queue);
        var last = instant.StreamRangeAsync(keys.Journal, count: 1, messageOrder: Order.Descending);
        Assert.True(await instant.ExecuteAsync());
        var balance = new QueueSnapshot((string)(await last)[0].Id!, await waiting);
        lock (_balances)
            _balances.Add(balance);
    }
}
