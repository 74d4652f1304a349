using TrafficTacos.Queueing.Admission;

namespace TrafficTacos.Samples.Laboratory.Simulation;

/// <summary>What was known when a question was sent. An answer is judged by that alone: in virtual time it comes at the same
/// instant, over HTTP others are answered in between.</summary>
/// <param name="Position">Of the visitor, as told last.</param>
/// <param name="FurthestReady">The last ticket that had been told "ready".</param>
/// <param name="Epoch">Grows when an operator begins a change and when it is made.</param>
internal readonly record struct Question(long Position, long FurthestReady, int Epoch);

/// <summary>Sees every answer, and writes down what was told, what was true, and what is wrong. It accuses nobody of what a
/// question under way or an operator's change may explain.</summary>
internal sealed class Witness(Trace trace, long storeStart)
{
    private long _resumedAt = -1;
    private long _furthestReady = -1;
    private int _epoch;

    public Question Ask(Person person) => new(person.Position, _furthestReady, _epoch);

    public void Saw(Person person, in Question question, long position)
    {
        trace.Polls++;
        if (position > question.Position)
            trace.Verdicts.PositionsRisen++;
        person.Position = position;
    }

    public void SawWaiting(Person person, in Question question, in Told told, long at)
    {
        if (question.Epoch == _epoch && person.Place.Ticket < question.FurthestReady)
            trace.Verdicts.Inversions++;
        person.Before = (at, Missing(told));
        if (person.Tracked)
            trace.Asks.Add(new Ask(person.Number, at, told.Position, storeStart + at - person.Place.Ticket, told.Level, told.Beat, told.Paused, told.Wait));
    }

    public void SawReady(Person person, in Question question, in Told told, long at)
    {
        if (person.ReadyAt < 0)
            person.ReadyAt = BecameReady(person, told, at);
        if (person.ToldReadyAt < 0)
            (person.ToldReadyAt, person.ToldReadyIn) = (at, question.Epoch);
        if (question.Epoch == _epoch)
            _furthestReady = Math.Max(_furthestReady, person.Place.Ticket);
    }

    public void SawAdmitted(Person person, long at)
    {
        (person.Fate, person.EnteredAt) = (Fate.Admitted, at);
        trace.Admitted.Add(person.Number);
    }

    public void SawRefused(Person person, in Question question)
    {
        if (person.ToldReadyIn == _epoch && question.Epoch == _epoch)
            trace.Verdicts.BrokenPromises++;
    }

    /// <summary>Dawdling beyond the head grace is a silence; a place that goes before is a promise broken.</summary>
    public void SawGone(Person person, long at)
    {
        if (at - person.ToldReadyAt < trace.Policy.HeadGrace)
            trace.Verdicts.BrokenPromises++;
        person.Fate = Fate.Lost;
    }

    /// <summary>An operator sends a change: what is answered until it is made belongs to neither side.</summary>
    public void Changing() => (_epoch, _furthestReady) = (_epoch + 1, -1);

    public void Changed(bool resumed, long at)
    {
        Changing();
        if (resumed)
            _resumedAt = at;
    }

    private double Missing(in Told told) =>
        (told.Position <= trace.Policy.Bypass ? told.Position - trace.Policy.Overdraft : told.Position) - told.Level / AdmissionRule.Token;

    /// <summary>Between two answers the missing tokens fall about evenly, so the instant they were none is known to a fraction
    /// of a poll; but it is not before the minimum wait was over, nor before a pause was.</summary>
    private long BecameReady(Person person, in Told told, long at)
    {
        var (before, missing) = person.Before;
        if (before < 0)
            return at;
        var now = Missing(told);
        var crossed = missing <= 0 ? before : before + (long)((at - before) * Math.Clamp(missing / Math.Max(1e-9, missing - now), 0, 1));
        var waited = person.Place.Ticket - storeStart + (long)AdmissionRule.MinimumWait(told.Position, trace.Policy);
        if (_resumedAt > before)
            crossed = Math.Max(crossed, _resumedAt);
        return Math.Min(at, Math.Max(crossed, waited));
    }
}
