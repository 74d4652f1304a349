using TrafficTacos.Queueing.Idempotency;

namespace TrafficTacos.Queueing.IntegrationTests.Cluster;

/// <summary>Everything that people and operators do at one event, at two gateways by turns.</summary>
internal static class Visit
{
    public static async Task AllOfItAsync(IWaitingRoom one, IWaitingRoom other, string eventId)
    {
        var first = await one.JoinAsync(eventId, new Visitor("first", "key-" + eventId));
        Assert.Equal(JoinOutcome.Joined, first.Outcome);
        var again = await other.JoinAsync(eventId, new Visitor("first", "key-" + eventId));
        Assert.Equal((JoinOutcome.AlreadyWaiting, first.WaitingToken), (again.Outcome, again.WaitingToken));
        Assert.Equal(JoinOutcome.KeyConflict, (await one.JoinAsync(eventId + ".other", new Visitor("first", "key-" + eventId))).Outcome);
        var second = await other.JoinAsync(eventId, Visitor.User("second"));
        var third = await one.JoinAsync(eventId, Visitor.Anonymous);

        Assert.Equal(2, (await one.GetStatusAsync(second.WaitingToken!)).Position);
        var statuses = await other.GetStatusesAsync([first.WaitingToken!, second.WaitingToken!, third.WaitingToken!]);
        Assert.Equal([1, 2, 3], statuses.Select(status => status.Position));

        Assert.Equal(LeaveOutcome.Left, await one.LeaveAsync(second.WaitingToken!, LeaveMode.Soft));
        Assert.Equal(VisitorState.Ready, (await other.GetStatusAsync(second.WaitingToken!)).State);
        Assert.Equal(LeaveOutcome.Left, await one.LeaveAsync(second.WaitingToken!));
        Assert.Equal(VisitorState.Expired, (await other.GetStatusAsync(second.WaitingToken!)).State);

        Assert.True((await one.ChangeSettingsAsync(eventId, new EventSettingsChange(Paused: true))).Paused);
        Assert.True((await other.EnterAsync(first.WaitingToken!, "first")).Paused);
        Assert.Equal(new EventSettings(7, 70, false), await other.ChangeSettingsAsync(eventId, new EventSettingsChange(7, 70, false)));
        Assert.Equal(new EventSettings(7, 70, false), await one.GetSettingsAsync(eventId));

        var entered = await one.EnterAsync(first.WaitingToken!, "first");
        Assert.Equal(EnterOutcome.Granted, entered.Outcome);
        Assert.Equal(VisitorState.Admitted, (await other.GetStatusAsync(first.WaitingToken!)).State);

        var claim = (await one.ClaimAsync(eventId, entered.ReservationToken!, "first")).Claim!;
        Assert.Equal(ClaimOutcome.InUse, (await other.ClaimAsync(eventId, entered.ReservationToken!, "first")).Outcome);
        await one.GiveBackAsync(claim);
        claim = (await other.ClaimAsync(eventId, entered.ReservationToken!, "first")).Claim!;
        await other.SpendAsync(claim);
        Assert.Equal(ClaimOutcome.Spent, (await one.ClaimAsync(eventId, entered.ReservationToken!, "first")).Outcome);
        Assert.Equal(1, (await one.GetStatusAsync(third.WaitingToken!)).Position);
    }

    /// <summary>Everything that becomes of an idempotency key.</summary>
    public static async Task WithAKeyAsync(IdempotencyKeys one, IdempotencyKeys other, string key)
    {
        var request = new IdempotentRequest("somebody", "POST /orders", key, "two seats"u8.ToArray());
        Assert.True(await one.ReleaseAsync((await one.ClaimAsync(request)).Claim!));
        var claim = (await one.ClaimAsync(request)).Claim!;
        Assert.Equal(IdempotencyOutcome.InProgress, (await other.ClaimAsync(request)).Outcome);
        Assert.Equal(IdempotencyOutcome.Conflict, (await other.ClaimAsync(request with { Fingerprint = "one seat"u8.ToArray() })).Outcome);
        Assert.True(await one.CompleteAsync(claim, "sold"u8.ToArray()));
        Assert.Equal("sold"u8.ToArray(), (await other.ClaimAsync(request)).Answer.ToArray());
    }
}
