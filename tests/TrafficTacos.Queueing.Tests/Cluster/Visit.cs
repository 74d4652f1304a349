using System.Text;

namespace TrafficTacos.Queueing.Tests.Cluster;

/// <summary>Everything that people and operators do at one event, at two gateways by turns.</summary>
internal static class Visit
{
    public static async Task AllOfItAsync(TestRoom one, TestRoom other, string eventId)
    {
        var first = await one.JoinAsync(eventId, "first", "key-" + eventId);
        Assert.Equal(JoinOutcome.Joined, first.Outcome);
        var again = await other.JoinAsync(eventId, "first", "key-" + eventId);
        Assert.Equal((JoinOutcome.AlreadyWaiting, first.WaitingToken), (again.Outcome, again.WaitingToken));
        Assert.Equal(JoinOutcome.KeyConflict, (await one.JoinAsync(eventId + ".other", "first", "key-" + eventId)).Outcome);
        var second = await other.JoinAsync(eventId, user: "second");
        var third = await one.JoinAsync(eventId);

        Assert.Equal(2, (await one.GetStatusAsync(second.WaitingToken!)).Position);
        Assert.Equal(3, (await other.GetStatusAsync(third.WaitingToken!)).Position);

        Assert.Equal(LeaveOutcome.Left, await one.LeaveAsync(second.WaitingToken!, LeaveMode.Soft));
        Assert.Equal(VisitorState.Ready, (await other.GetStatusAsync(second.WaitingToken!)).State);
        Assert.Equal(LeaveOutcome.Left, await one.LeaveAsync(second.WaitingToken!));
        Assert.Equal(VisitorState.Expired, (await other.GetStatusAsync(second.WaitingToken!)).State);

        Assert.True((await one.ChangeSettingsAsync(eventId, new EventSettingsChange { Mode = EventMode.Paused })).Mode == EventMode.Paused);
        Assert.Equal(EventMode.Paused, (await other.EnterAsync(first.WaitingToken!, "first")).Mode);
        var changed = await other.ChangeSettingsAsync(eventId, new EventSettingsChange { AdmissionsPerSecond = 7, Burst = 70, Mode = EventMode.Normal });
        Assert.Equivalent(new EventSettings { AdmissionsPerSecond = 7, Burst = 70, Changed = [EventSetting.AdmissionsPerSecond, EventSetting.Burst, EventSetting.Mode] }, changed, strict: true);
        Assert.Equivalent(changed, await one.GetSettingsAsync(eventId), strict: true);

        var entered = await one.EnterAsync(first.WaitingToken!, "first");
        Assert.Equal(EnterOutcome.Granted, entered.Outcome);
        var admitted = await other.GetStatusAsync(first.WaitingToken!);
        Assert.Equal((VisitorState.Admitted, entered.ReservationToken), (admitted.State, admitted.ReservationToken));
        var loggedIn = await other.JoinAsync(eventId, user: "third", token: third.WaitingToken);
        Assert.Equal(third.WaitingToken, loggedIn.WaitingToken);
        Assert.Equal(third.WaitingToken, (await one.JoinAsync(eventId, user: "third")).WaitingToken);

        var claim = (await one.ClaimAsync(eventId, entered.ReservationToken!, "first")).Claim!;
        Assert.Equal(PassClaimOutcome.InUse, (await other.ClaimAsync(eventId, entered.ReservationToken!, "first")).Outcome);
        await one.ReleaseAsync(claim);
        claim = (await other.ClaimAsync(eventId, entered.ReservationToken!, "first")).Claim!;
        await other.SpendAsync(claim);
        Assert.Equal(PassClaimOutcome.Spent, (await one.ClaimAsync(eventId, entered.ReservationToken!, "first")).Outcome);
        Assert.Equal(1, (await one.GetStatusAsync(third.WaitingToken!)).Position);

        var fourth = await one.JoinAsync(eventId, user: "fourth");
        var pass = (await other.EnterAsync(fourth.WaitingToken!, "fourth")).ReservationToken!;
        var session = (await one.OpenAsync(pass, "fourth")).SessionToken!;
        Assert.Equal(SessionOutcome.Live, (await other.CheckAsync(session, "fourth")).Outcome);
        Assert.Equal(SessionOutcome.Live, (await one.ExtendAsync(session, "fourth")).Outcome);
    }

    /// <summary>Everything that an operator does.</summary>
    public static async Task OperateAsync(TestRoom room, string eventId)
    {
        await room.JoinAsync(eventId, user: "alice");
        await room.JoinAsync(eventId, user: "bob");
        var console = room.Operator;
        await console.AdmitNextAsync(eventId, VisitorQuery.ByUser("bob"), "ann");
        var removed = await console.RemoveAsync(eventId, VisitorQuery.ByUser("alice"), "ann");
        Assert.Equal(1, (await console.UndoAsync(eventId, removed.UndoId!, "ann")).Restored);
        Assert.Equal(0, await console.CountAsync(eventId, "nobody"));
        Assert.NotNull(await console.FindVisitorAsync(eventId, VisitorQuery.ByUser("alice")));
        Assert.Equal(2, (await room.Boards.FindAsync(eventId))!.QueueLength);
        Assert.Equal(2, (await console.ReportAsync(eventId)).Event.Length);
        await foreach (var found in console.ListEventsAsync())
            Assert.NotEqual("", found.EventId);
        await console.EndEventAsync(eventId, "ann");
        Assert.Equal(0, (await console.GetEventAsync(eventId)).Length);
    }

    /// <summary>Everything that becomes of an idempotency key.</summary>
    public static async Task WithAKeyAsync(IdempotencyKeys one, IdempotencyKeys other, string key)
    {
        var request = Request("two seats");
        Assert.True(await one.ReleaseAsync((await one.ClaimAsync(request)).Claim!));
        var claim = (await one.ClaimAsync(request)).Claim!;
        Assert.Equal(IdempotencyOutcome.InProgress, (await other.ClaimAsync(request)).Outcome);
        Assert.Equal(IdempotencyOutcome.Conflict, (await other.ClaimAsync(Request("one seat"))).Outcome);
        Assert.True(await one.CompleteAsync(claim, "sold"u8.ToArray()));
        Assert.Equal("sold"u8.ToArray(), (await other.ClaimAsync(request)).Response.ToArray());

        IdempotencyRequest Request(string content) =>
            new() { UserId = "somebody", Route = "POST /orders", Key = key, Fingerprint = Encoding.UTF8.GetBytes(content) };
    }
}
