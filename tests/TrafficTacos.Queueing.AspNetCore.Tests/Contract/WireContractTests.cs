using Snapshooter.Xunit;

namespace TrafficTacos.Queueing.AspNetCore.Tests.Contract;

/// <summary>The wire as it is, letter for letter: whoever changes an answer changes a snapshot and sees what clients will see.</summary>
public sealed class WireContractTests() : ShopTests(null)
{
    private readonly WrittenAnswers _written = new("Cache-Control", "Content-Type", "Idempotency-Replayed", "X-Idempotency-Cached", "Retry-After", "WWW-Authenticate");

    [Fact]
    public async Task Queue_answers()
    {
        // Time stands still, so that no number depends on how fast the machine is.
        static void StopTime(IServiceCollection services) => services.AddSingleton<TimeProvider>(new StoppedTime());
        var shop = await OpenAsync(new ShopPlan { Services = StopTime, Endpoints = options => options.RequireUserToEnter = true });
        var scarce = await OpenAsync(Scarce with { Services = StopTime });
        var (eventId, user, key) = (Fresh.Event(), Fresh.User(), Fresh.Key());

        _written.Write("join", await shop.Queue.JoinAsync(eventId, user, key));
        var again = await shop.Queue.JoinAsync(eventId, user, key);
        _written.Write("join again with the same key", again);
        _written.Write("join again without it", await shop.Queue.JoinAsync(eventId, user));
        _written.Write("join another event with the same key", await shop.Queue.JoinAsync(Fresh.Event(), user, key));
        var token = again.String("waiting_token");
        _written.Write("status, ready", await shop.Queue.StatusAsync(token));
        _written.Write("enter without a user", await shop.Queue.EnterAsync(token));
        _written.Write("enter as another user", await shop.Queue.EnterAsync(token, Fresh.User()));
        _written.Write("enter", await shop.Queue.EnterAsync(token, user));
        _written.Write("status, admitted", await shop.Queue.StatusAsync(token));
        _written.Write("leave when gone", await shop.Queue.LeaveAsync(token));

        var second = await shop.Queue.TokenAsync(eventId);
        _written.Write("leave softly", await shop.Queue.LeaveSoftlyAsync(second));
        _written.Write("leave", await shop.Queue.LeaveAsync(second));
        _written.Write("status, expired", await shop.Queue.StatusAsync(second));
        _written.Write("enter when expired", await shop.Queue.EnterAsync(second, user));

        await scarce.Queue.TokenAsync(eventId);
        _written.Write("join where nobody is admitted soon", await scarce.Queue.JoinAsync(eventId));
        var waiting = await scarce.Queue.TokenAsync(eventId);
        _written.Write("status, waiting", await scarce.Queue.StatusAsync(waiting));
        _written.Write("enter when not ready", await scarce.Queue.EnterAsync(waiting));
        await scarce.Room.ChangeSettingsAsync(eventId, new EventSettingsChange { Mode = EventMode.Paused });
        _written.Write("status, waiting while paused", await scarce.Queue.StatusAsync(waiting));
        _written.Write("enter while paused", await scarce.Queue.EnterAsync(waiting));
        _written.Write("status of a token nobody signed", await shop.Queue.StatusAsync("forged"));
        Snapshot.Match(_written.Text);
    }

    [Fact]
    public async Task Session_answers()
    {
        static void StopTime(IServiceCollection services) => services.AddSingleton<TimeProvider>(new StoppedTime());
        var shop = await OpenAsync(new ShopPlan
        {
            Services = StopTime,
            Options = options => (options.MaximumShoppers, options.SessionMaximum) = (1, TimeSpan.FromMinutes(10)),
        });
        var eventId = Fresh.Event();
        var (first, second) = (await shop.Queue.TokenAsync(eventId), await shop.Queue.TokenAsync(eventId));
        var pass = (await shop.Queue.EnterAsync(first)).String("reservation_token");
        var opened = await shop.Queue.OpenSessionAsync(pass);
        _written.Write("open", opened);
        var session = opened.String("session_token");
        _written.Write("look", await shop.Queue.SessionAsync(session));
        _written.Write("status, admitted with a session", await shop.Queue.StatusAsync(first));
        _written.Write("join again", await shop.Queue.JoinAsync(eventId, token: first));
        _written.Write("enter again", await shop.Queue.EnterAsync(first));
        _written.Write("status of the next when the shop is full", await shop.Queue.StatusAsync(second));
        _written.Write("enter when the shop is full", await shop.Queue.EnterAsync(second));
        _written.Write("extend what is as long as it may be", await shop.Queue.ExtendSessionAsync(session));
        _written.Write("release", await shop.Queue.ReleaseSessionAsync(session));
        _written.Write("release again", await shop.Queue.ReleaseSessionAsync(session));
        _written.Write("look when it is over", await shop.Queue.SessionAsync(session));
        _written.Write("open with a pass that was used", await shop.Queue.OpenSessionAsync(pass));
        _written.Write("open with what nobody signed", await shop.Queue.OpenSessionAsync("forged"));
        Snapshot.Match(_written.Text);
    }

    [Fact]
    public async Task Error_table()
    {
        await _written.WriteErrorsAsync(typeof(ApiErrors), OpenAsync);
        Snapshot.Match(_written.Text);
    }

    private sealed class StoppedTime : TimeProvider
    {
        public override DateTimeOffset GetUtcNow() => DateTimeOffset.UnixEpoch.AddYears(56);

        public override long GetTimestamp() => 0;
    }
}
