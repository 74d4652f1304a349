using TrafficTacos.Testing;

namespace TrafficTacos.Browser.Tests.Web;

/// <summary>People who open the shop one after the other, and go on opening its pages: those who wait and those who are inside.</summary>
internal sealed class WebCrowd : IAsyncDisposable
{
    private static readonly TimeSpan Pace = TimeSpan.FromMilliseconds(500);

    private readonly List<BrowserClient> _people = [];
    private readonly HashSet<BrowserClient> _inside = [];
    private readonly CancellationTokenSource _stop = new();
    private Task _visiting = Task.CompletedTask;

    public int Inside => Volatile.Read(ref _insideCount);

    private int _insideCount;

    /// <summary>Everybody takes a place, in this order, and stays.</summary>
    public static async Task<WebCrowd> ComeAsync(WebShop shop, int count)
    {
        var crowd = new WebCrowd();
        for (var i = 0; i < count; i++)
        {
            var person = shop.Person();
            crowd._people.Add(person);
            // Of many first requests from one address some are only given their identity: the second one brings it.
            await Eventually.IsTrueAsync(async () => await crowd.VisitAsync(person) || person.Cookie("place") is not null);
        }

        crowd._visiting = crowd.VisitAsync();
        return crowd;
    }

    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        await _visiting;
        _people.ForEach(person => person.Dispose());
        _stop.Dispose();
    }

    private async Task VisitAsync()
    {
        using var pace = new PeriodicTimer(Pace);
        try
        {
            while (await pace.WaitForNextTickAsync(_stop.Token))
            {
                foreach (var person in _people)
                    await VisitAsync(person);
            }
        }
        catch (OperationCanceledException)
        {
            // The test is over.
        }
    }

    private async Task<bool> VisitAsync(BrowserClient person)
    {
        var isInside = (int)(await person.OpenAsync("/Catalogue")).Status == 200;
        if (isInside && _inside.Add(person))
            Interlocked.Increment(ref _insideCount);
        return isInside;
    }
}
