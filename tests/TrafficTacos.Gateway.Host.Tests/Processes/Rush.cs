using System.Threading.Channels;
using StackExchange.Redis;
using TrafficTacos.Queueing.Storage.Redis;

namespace TrafficTacos.Gateway.Host.Tests.Processes;

/// <summary>How many waited when the journal ended with this record: both read in one instant.</summary>
internal readonly record struct Balance(string LastId, long Waiting);

/// <summary>
/// Everybody comes at once. A closed loop of many hands, each with the next visitor who comes or who waits: as much load as
/// the machine bears, and no clock of its own.
/// </summary>
internal sealed class Rush(QueueClient client, IDatabase redis, string eventId, int people)
{
    private const int Hands = 64;

    /// <summary>New people come while fewer than so many wait: as many as can be asked again before the bucket is full.</summary>
    private const int MostWaiting = 800;

    private const int StepsABalance = 500;

    private readonly Channel<Customer> _line = Channel.CreateUnbounded<Customer>();
    private readonly Customer[] _customers = [.. Enumerable.Range(0, people).Select(number => new Customer(number, eventId))];
    private readonly List<Balance> _balances = [];
    private int _came;
    private int _done;
    private int _steps;

    public IReadOnlyList<Customer> Customers => _customers;

    /// <summary>Taken all along the rush.</summary>
    public IReadOnlyList<Balance> Balances => _balances;

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
                    await BalanceAsync();
            }
        }
        catch (Exception exception)
        {
            // The other hands must not wait for a visitor who was dropped.
            _line.Writer.TryComplete(exception);
            throw;
        }
    }

    private async Task<Customer?> NextAsync()
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

    private async Task BalanceAsync()
    {
        var keys = RedisKeys.Of(eventId);
        var instant = redis.CreateTransaction();
        var waiting = instant.SortedSetLengthAsync(keys.Queue);
        var last = instant.StreamRangeAsync(keys.Journal, count: 1, messageOrder: Order.Descending);
        Assert.True(await instant.ExecuteAsync());
        var balance = new Balance((string)(await last)[0].Id!, await waiting);
        lock (_balances)
            _balances.Add(balance);
    }
}
