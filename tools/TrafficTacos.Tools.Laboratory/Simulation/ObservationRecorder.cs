using TrafficTacos.Queueing.Admission;
using TrafficTacos.Tools.Laboratory.Scenarios;

namespace TrafficTacos.Tools.Laboratory.Simulation;

/// <summary>Records every response in the trace and counts violations. A response is not a violation if a concurrent request or a change
/// of settings may explain it.</summary>
/// <param name="trace">Receives the observations.</param>
/// <param name="storeStart">The start of the sale by the store's clock, in microseconds.</param>
internal sealed class ObservationRecorder(SaleTrace trace, long storeStart)
{
    private long _resumedAt = -1;
    private readonly long _opensAt = (long)((trace.Scenario.Schedule?.OpensAt ?? 0) * 1e6);
    private long _lastReadyRank = long.MinValue;
    private int _epoch;
    private int _returns;

    /// <summary>Call before a request is sent, and pass the result to the method that records its response.</summary>
    public RequestContext BeginRequest(Visitor visitor) => new(visitor.Position, _lastReadyRank, _epoch, visitor.ReturnsAtPosition);

    public void RecordStatus(Visitor visitor, in RequestContext request, long position, long at)
    {
        trace.Polls++;
        // Who lingers, does not enter while the turn is guaranteed, or polls more seldom than a ready visitor is told, is passed over and
        // stands further behind when back.
        visitor.MayBePassedOver |= visitor.WhenReady == AbandonmentKind.Linger
            || !IsTurnGuaranteed(visitor, at)
            || (!visitor.IsHidden && visitor.ReadyReportedAt >= 0 && at - visitor.LastHeardAt > trace.Policy.ReadySilence)
            || (visitor.LastHeardAt >= 0 && at - visitor.LastHeardAt > (visitor.IsHidden ? trace.Policy.HiddenGrace : trace.Policy.NoShowTimeout));
        // Whoever was away may stand in front of others again, each by one position.
        if (visitor.MayBePassedOver && at - visitor.LastHeardAt > trace.Policy.ReadySilence)
            _returns++;
        visitor.LastHeardAt = at;
        if (position - request.Position > _returns - request.Returns && !visitor.MayBePassedOver)
            trace.Violations.PositionIncreases++;
        (visitor.Position, visitor.ReturnsAtPosition) = (position, _returns);
    }

    public void RecordWaiting(Visitor visitor, in RequestContext request, in StatusResponse response, long at)
    {
        if (request.Epoch == _epoch && !visitor.MayBePassedOver && visitor.Rank < request.LastReadyRank)
            trace.Violations.OrderInversions++;
        if (response.IsDrawn)
            visitor.LastWaiting = (at, Missing(response));
        if (visitor.IsTracked)
        {
            trace.Samples.Add(new EstimateSample(
                visitor.Number,
                at,
                response.Position,
                storeStart + at - visitor.Place.Ticket,
                response.Level,
                response.SnapshotIndex,
                response.Paused,
                response.Estimate));
        }
    }

    public void RecordReady(Visitor visitor, in RequestContext request, in StatusResponse response, long at)
    {
        if (visitor.ReadyAt < 0)
            visitor.ReadyAt = InterpolateReadyTime(visitor, response, at);
        if (visitor.ReadyReportedAt < 0)
            (visitor.ReadyReportedAt, visitor.ReadyReportedEpoch) = (at, request.Epoch);
        if (request.Epoch == _epoch)
            _lastReadyRank = Math.Max(_lastReadyRank, visitor.Rank);
    }

    public void RecordAdmitted(Visitor visitor, long at)
    {
        (visitor.Outcome, visitor.EnteredAt) = (VisitorOutcome.Admitted, at);
        trace.Admitted.Add(visitor.Number);
    }

    public void RecordNotReady(Visitor visitor, in RequestContext request, long at)
    {
        if (!visitor.MayBePassedOver && IsTurnGuaranteed(visitor, at) && visitor.ReadyReportedEpoch == _epoch && request.Epoch == _epoch)
            trace.Violations.BrokenPromises++;
    }

    /// <summary>A ready visitor may lose the place after the no-show timeout; earlier it is a broken promise.</summary>
    public void RecordGone(Visitor visitor, long at)
    {
        if (at - visitor.ReadyReportedAt < trace.Policy.NoShowTimeout)
            trace.Violations.BrokenPromises++;
        visitor.Outcome = VisitorOutcome.Lost;
    }

    /// <summary>Responses between here and <see cref="EndSettingsChange"/> may follow the old or the new settings, so they belong to an
    /// epoch of their own.</summary>
    public void BeginSettingsChange() => StartEpoch();

    public void EndSettingsChange(bool resumed, long at)
    {
        StartEpoch();
        if (resumed)
            _resumedAt = at;
    }

    /// <summary>From now on everybody stands elsewhere.</summary>
    /// <param name="numbers">The number of each visitor who was drawn.</param>
    public void RecordDraw(IEnumerable<(Visitor Visitor, long Number)> numbers)
    {
        StartEpoch();
        foreach (var (visitor, number) in numbers)
            (visitor.DrawnNumber, visitor.Position, visitor.LastWaiting) = (number, long.MaxValue, (-1, 0));
    }

    /// <summary>What was reported as ready in an earlier epoch proves nothing about this one.</summary>
    private void StartEpoch() => (_epoch, _lastReadyRank) = (_epoch + 1, long.MinValue);

    private bool IsTurnGuaranteed(Visitor visitor, long at) => visitor.ReadyReportedAt < 0 || at - visitor.ReadyReportedAt <= trace.Policy.TurnGuaranteed;

    /// <summary>Tokens or seats, of whichever more are missing.</summary>
    private double Missing(in StatusResponse response)
    {
        var needed = response.Position <= trace.Policy.OverdraftPositions ? response.Position - trace.Policy.Overdraft : response.Position;
        return Math.Max(needed - response.Level / AdmissionRule.Token, response.Position - response.FreeSeats);
    }

    /// <summary>Missing tokens fall about linearly between two responses, which gives the time of readiness to a fraction of a poll
    /// interval. It is not before the end of the minimum wait or of a pause.</summary>
    private long InterpolateReadyTime(Visitor visitor, in StatusResponse response, long at)
    {
        var (lastAt, lastMissing) = visitor.LastWaiting;
        if (lastAt < 0)
            return at;
        // Until the opening nobody comes nearer.
        lastAt = Math.Min(at, Math.Max(lastAt, _opensAt));
        var missing = Missing(response);
        var readyAt = lastMissing <= 0
            ? lastAt
            : lastAt + (long)((at - lastAt) * Math.Clamp(lastMissing / Math.Max(1e-9, lastMissing - missing), 0, 1));
        var minimumWaitEnd = visitor.Place.Ticket - storeStart + (long)trace.Policy.MinimumWait(response.Position);
        if (_resumedAt > lastAt)
            readyAt = Math.Max(readyAt, _resumedAt);
        return Math.Min(at, Math.Max(readyAt, minimumWaitEnd));
    }
}
