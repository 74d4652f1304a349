using System.Net;
using Microsoft.Extensions.Time.Testing;

namespace TrafficTacos.Queueing.AspNetCore.Tests.Queue;

/// <summary>A shop with a drawn event. In memory the test moves the clock; on Redis time passes.</summary>
internal sealed class DrawnSale
{
    private readonly FakeTimeProvider? _time;

    private DrawnSale(string eventId, FakeTimeProvider? time) => (EventId, _time) = (eventId, time);

    public string EventId { get; }

    public Shop Shop { get; private set; } = null!;

    /// <summary>Whether nothing happens between two calls unless the test says so.</summary>
    public bool IsTimeStill => _time is not null;

    public static async Task<DrawnSale> OpenAsync(Func<ShopPlan, Task<Shop>> open, bool isFake, Action<EventOptions>? configure = null)
    {
        var time = isFake ? new FakeTimeProvider(DateTimeOffset.UnixEpoch.AddYears(56)) : null;
        var sale = new DrawnSale(Fresh.Event(), time);
        var start = (time ?? TimeProvider.System).GetUtcNow();
        var settings = new EventOptions
        {
            Order = QueueOrder.Draw,
            GatherAt = start.AddSeconds(3),
            DrawAt = start.AddSeconds(11),
            OpensAt = start.AddSeconds(13),
            AdmissionsPerSecond = isFake ? 1 : 25,
            Burst = 1,
            Overdraft = 0,
            OverdraftPositions = 0,
        };
        configure?.Invoke(settings);
        sale.Shop = await open(new ShopPlan { Time = time ?? TimeProvider.System, Options = options => options.Events[sale.EventId] = settings });
        return sale;
    }

    /// <summary>Until the draw has come to this, one second after the other.</summary>
    public Task<Answer> UntilAsync(string state) => UntilAsync(() => Shop.Queue.DrawAsync(EventId), answer => answer.Status == HttpStatusCode.OK && answer.String("state") == state);

    public async Task<Answer> UntilAsync(Func<Task<Answer>> ask, Func<Answer, bool> isSo)
    {
        Answer answer = null!;
        await Eventually.IsTrueAsync(async () =>
        {
            if (isSo(answer = await ask()))
                return true;
            _time?.Advance(TimeSpan.FromSeconds(1));
            return false;
        });
        return answer;
    }

    public async Task<string> JoinAsync(string user) =>
        (await UntilAsync(() => Shop.Queue.JoinAsync(EventId, user), answer => answer.Status == HttpStatusCode.Accepted)).String("waiting_token");

    public Task<Answer> MineAsync(string token) => Shop.Queue.DrawAsync(EventId, token);

    public async Task<(string Papers, byte[] Leaves)> PublishedAsync(Answer draw)
    {
        var papers = await Shop.Http.AskAsync(HttpMethod.Get, draw.String("papers_url"));
        return (papers.Should(HttpStatusCode.OK).Text, await Shop.Http.GetByteArrayAsync(draw.String("leaves_url")));
    }
}
