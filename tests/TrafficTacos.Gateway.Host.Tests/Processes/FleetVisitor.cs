using System.Net;
using TrafficTacos.Queueing.Tokens;

namespace TrafficTacos.Gateway.Host.Tests.Processes;

/// <summary>What people do besides waiting their turn.</summary>
internal enum VisitorBehavior
{
    Plain,
    JoinsTwiceAtOnce,
    EntersTwiceAtOnce,
    LingersWhenReady,
    KnocksBeforeAsking,
    ReloadsThePage,
    Leaves,
    Abandons,
}

/// <summary>A position somebody was told, and between which times by this process's timer it was true.</summary>
internal readonly record struct ObservedPosition(FleetVisitor FleetVisitor, long Position, long Asked, long Answered);

/// <summary>One visitor: what they did, at which times, and what they were told. Each call goes to another gateway.</summary>
internal sealed class FleetVisitor(int number, string eventId)
{
    private readonly List<ObservedPosition> _sightings = [];
    private int _calls;
    private bool _reloaded;

    public VisitorBehavior VisitorBehavior => BehaviorOf(number);

    public string Name => $"visitor-{number}";

    public string Token { get; private set; } = "";

    public Place Place { get; private set; }

    public long JoinAsked { get; private set; }

    public long JoinAnswered { get; private set; }

    /// <summary>Between these they gave their place up or were admitted; never, when they did neither.</summary>
    public long GoneAsked { get; private set; } = long.MaxValue;

    public long GoneAnswered { get; private set; } = long.MaxValue;

    public string? ReservationToken { get; private set; }

    public IReadOnlyList<ObservedPosition> ObservedPositions => _sightings;

    public async Task JoinAsync(FleetClient client)
    {
        // Half of the plain ones come without a key: nobody could recognise them, so they join once.
        var key = VisitorBehavior == VisitorBehavior.Plain && number % 2 == 0 ? null : Name;
        var answers = VisitorBehavior == VisitorBehavior.JoinsTwiceAtOnce
            ? await Task.WhenAll(client.JoinAsync(NextGateway(), eventId, key), client.JoinAsync(NextGateway(), eventId, key))
            : [await client.JoinAsync(NextGateway(), eventId, key)];
        Token = answers[0].Expect(HttpStatusCode.Accepted).Text("waiting_token");
        Assert.All(answers, answer => Assert.Equal(Token, answer.Text("waiting_token")));
        Place = TestKeys.PlaceOf(Token);
        JoinAsked = answers.Min(answer => answer.Asked);
        JoinAnswered = answers.Min(answer => answer.Answered);
        foreach (var answer in answers)
            _sightings.Add(new ObservedPosition(this, answer.Number("position_hint"), answer.Asked, answer.Answered));
    }

    /// <summary>One visit to the waiting page; true when there is nothing left to do.</summary>
    public async Task<bool> StepAsync(FleetClient client)
    {
        switch (VisitorBehavior)
        {
            case VisitorBehavior.Abandons:
                await StatusAsync(client);
                return true;
            case VisitorBehavior.Leaves:
                await StatusAsync(client);
                await LeaveAsync(client);
                return true;
            case VisitorBehavior.KnocksBeforeAsking:
                await KnockAmissAsync(client);
                return await EnterAsync(client, mustBeGranted: false) || await WaitAsync(client);
            case VisitorBehavior.ReloadsThePage when !_reloaded:
                _reloaded = true;
                (await client.LeaveSoftlyAsync(NextGateway(), Token)).Expect(HttpStatusCode.OK);
                return await WaitAsync(client);
            default:
                return await WaitAsync(client);
        }
    }

    private static VisitorBehavior BehaviorOf(int number) => number % 500 == 499 ? VisitorBehavior.Abandons : (number % 20) switch
    {
        1 or 2 => VisitorBehavior.JoinsTwiceAtOnce,
        3 or 4 => VisitorBehavior.EntersTwiceAtOnce,
        5 or 6 => VisitorBehavior.LingersWhenReady,
        7 => VisitorBehavior.KnocksBeforeAsking,
        8 => VisitorBehavior.ReloadsThePage,
        9 => VisitorBehavior.Leaves,
        _ => VisitorBehavior.Plain,
    };

    /// <summary>Asks; whoever is called ready must stay so until they enter, and must be let in.</summary>
    private async Task<bool> WaitAsync(FleetClient client)
    {
        if (!await StatusAsync(client))
            return false;
        for (var i = 0; VisitorBehavior == VisitorBehavior.LingersWhenReady && i < 2; i++)
            Assert.True(await StatusAsync(client), $"TracedVisitor {number} was ready, and then was not.");
        return await EnterAsync(client, mustBeGranted: true);
    }

    private async Task<bool> StatusAsync(FleetClient client)
    {
        var answer = (await client.StatusAsync(NextGateway(), Token)).Expect(HttpStatusCode.OK);
        Assert.True(answer.Text("status") is "waiting" or "ready", $"TracedVisitor {number} lost their place: {answer.Body}");
        _sightings.Add(new ObservedPosition(this, answer.Number("position"), answer.Asked, answer.Answered));
        return answer.Body.GetProperty("ready_for_entry").GetBoolean();
    }

    private async Task<bool> EnterAsync(FleetClient client, bool mustBeGranted)
    {
        var answers = VisitorBehavior == VisitorBehavior.EntersTwiceAtOnce
            ? await Task.WhenAll(client.EnterAsync(NextGateway(), Token, Name), client.EnterAsync(NextGateway(), Token, Name))
            : [await client.EnterAsync(NextGateway(), Token, Name)];
        if (!mustBeGranted && answers[0].Code == HttpStatusCode.Forbidden)
        {
            Assert.Equal("NOT_READY", answers[0].Body.GetProperty("error").GetProperty("code").GetString());
            return false;
        }

        ReservationToken = answers[0].Expect(HttpStatusCode.OK).Text("reservation_token");
        Assert.All(answers, answer => Assert.Equal(ReservationToken, answer.Expect(HttpStatusCode.OK).Text("reservation_token")));
        GoneAsked = answers.Min(answer => answer.Asked);
        GoneAnswered = answers.Min(answer => answer.Answered);
        if (VisitorBehavior == VisitorBehavior.EntersTwiceAtOnce)
            Assert.Equal("admitted", (await client.StatusAsync(NextGateway(), Token)).Expect(HttpStatusCode.OK).Text("status"));
        return true;
    }

    private async Task LeaveAsync(FleetClient client)
    {
        var left = (await client.LeaveAsync(NextGateway(), Token)).Expect(HttpStatusCode.OK);
        (GoneAsked, GoneAnswered) = (left.Asked, left.Answered);
        Assert.Equal("expired", (await client.StatusAsync(NextGateway(), Token)).Expect(HttpStatusCode.OK).Text("status"));
        (await client.LeaveAsync(NextGateway(), Token)).Expect(HttpStatusCode.OK);
    }

    private int NextGateway() => number + _calls++;

    /// <summary>Calls that must be refused, and must leave no trace in the books.</summary>
    private async Task KnockAmissAsync(FleetClient client)
    {
        var forged = (Token[0] == 'A' ? "B" : "A") + Token[1..];
        (await client.EnterAsync(NextGateway(), forged, Name)).Expect(HttpStatusCode.NotFound);
        (await client.JoinAsync(NextGateway(), eventId + "}", $"{Name}-amiss")).Expect(HttpStatusCode.BadRequest);
    }
}
