using FsCheck;
using FsCheck.Fluent;

namespace TrafficTacos.Queueing.Tests.Model;

internal enum StepKind
{
    Join,
    Status,
    StatusOfAll,
    Enter,
    Leave,
    SoftLeave,
    Claim,
    Spend,
    Release,
    Maintain,
    ChangeRate,
    ChangeBurst,
    Pause,
    Resume,
    ChangeMode,
    Schedule,
    Bind,
    Wait,
    Outage,
    Hear,
    Attach,
    JoinAsUser,
    FindPass,
    JoinLabelled,
    Find,
    MoveUp,
    Remove,
    RemoveLabelled,
    Undo,
    OpenSession,
    RenewSession,
    ExtendSession,
    ReleaseSession,
    DrawNext,
    DrawAny,
}

/// <summary>One thing that happens: who does what, and a number whose meaning is the step's.</summary>
internal readonly record struct Step(StepKind Kind, int Who, int Number)
{
    public override string ToString() => $"{Kind}({Who},{Number})";
}

/// <summary>Random days of a small sale.</summary>
internal static class Schedules
{
    private const int Visitors = 7;

    // What people do most is listed most.
    private static readonly StepKind[] Kinds =
    [
        StepKind.Join, StepKind.Join, StepKind.Join, StepKind.Join,
        StepKind.Status, StepKind.Status, StepKind.Status, StepKind.StatusOfAll,
        StepKind.Enter, StepKind.Enter, StepKind.Enter,
        StepKind.Leave, StepKind.SoftLeave, StepKind.SoftLeave,
        StepKind.Claim, StepKind.Claim, StepKind.Spend, StepKind.Release,
        StepKind.Maintain, StepKind.Maintain,
        StepKind.ChangeRate, StepKind.ChangeBurst, StepKind.Pause, StepKind.Resume, StepKind.ChangeMode, StepKind.Schedule, StepKind.Bind,
        StepKind.Wait, StepKind.Wait, StepKind.Wait, StepKind.Wait, StepKind.Wait, StepKind.Outage, StepKind.Hear,
        StepKind.Attach, StepKind.JoinAsUser, StepKind.FindPass,
        StepKind.JoinLabelled, StepKind.Find, StepKind.MoveUp, StepKind.MoveUp, StepKind.Remove, StepKind.Remove, StepKind.RemoveLabelled, StepKind.Undo, StepKind.Undo,
        StepKind.OpenSession, StepKind.OpenSession, StepKind.RenewSession, StepKind.ExtendSession, StepKind.ReleaseSession,
        StepKind.DrawNext, StepKind.DrawNext, StepKind.DrawNext, StepKind.DrawNext, StepKind.DrawAny,
    ];

    /// <summary>From a microsecond to beyond every limit, on both sides of each.</summary>
    public static readonly TimeSpan[] Waits =
    [
        TimeSpan.FromMicroseconds(1), TimeSpan.FromMilliseconds(1), TimeSpan.FromMilliseconds(500), TimeSpan.FromSeconds(1),
        TimeSpan.FromSeconds(2), TimeSpan.FromSeconds(5), TimeSpan.FromSeconds(10), TimeSpan.FromSeconds(10) + TimeSpan.FromMicroseconds(1), TimeSpan.FromSeconds(15), TimeSpan.FromSeconds(15) + TimeSpan.FromMicroseconds(1),
        TimeSpan.FromSeconds(30), TimeSpan.FromSeconds(30) + TimeSpan.FromMicroseconds(1), TimeSpan.FromSeconds(61),
    ];

    public static readonly double[] Rates = [0.1, 0.5, 1, 3, 1.0 / 3, 50];

    public static readonly EventMode[] Modes =
        [EventMode.Normal, EventMode.Normal, EventMode.Normal, EventMode.Paused, EventMode.Draining, EventMode.Passthrough, EventMode.Maintenance, EventMode.Off];

    /// <summary>A change of the schedule around the present: what has just passed, what comes soon, what is impossible, and back.</summary>
    /// <param name="now">By the store's clock, in microseconds.</param>
    /// <param name="number">Which.</param>
    public static EventSettingsChange At(long now, int number)
    {
        return (number % 9) switch
        {
            0 => new EventSettingsChange { OpensAt = In(20) },
            1 => new EventSettingsChange { GatherAt = In(5), OpensAt = In(15) },
            2 => new EventSettingsChange { OpensAt = In(-30) },
            3 => new EventSettingsChange { ClosesAt = In(10) },
            4 => new EventSettingsChange { ClosesAt = In(-1), OpensAt = In(-20) },
            5 => new EventSettingsChange { GatherAt = In(30), OpensAt = In(10) },
            6 => new EventSettingsChange { OpensAt = In(-100) },
            _ => new EventSettingsChange { Reset = [EventSetting.GatherAt, EventSetting.OpensAt, EventSetting.ClosesAt, EventSetting.Mode], Message = new EventMessage { Text = "Soon" } },
        };

        DateTimeOffset In(double seconds) => DateTimeOffset.UnixEpoch.AddMicroseconds(now).AddSeconds(seconds);
    }

    public static Arbitrary<Step[]> Arbitrary(int most)
    {
        var step =
            from kind in Gen.Elements(Kinds)
            from who in Gen.Choose(0, Visitors - 1)
            from number in Gen.Choose(0, 1000)
            select new Step(kind, who, number);
        var schedule = Gen.Choose(1, most).SelectMany(length => step.ArrayOf(length));
        return Arb.From(schedule, Shrink);
    }

    /// <summary>Halves first, then single steps left out.</summary>
    private static IEnumerable<Step[]> Shrink(Step[] steps)
    {
        if (steps.Length > 3)
        {
            yield return steps[..(steps.Length / 2)];
            yield return steps[(steps.Length / 2)..];
        }

        for (var i = 0; i < steps.Length; i++)
            yield return [.. steps[..i], .. steps[(i + 1)..]];
    }
}
