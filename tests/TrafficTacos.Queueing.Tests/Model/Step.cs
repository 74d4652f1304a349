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
        StepKind.ChangeRate, StepKind.ChangeBurst, StepKind.Pause, StepKind.Resume, StepKind.Bind,
        StepKind.Wait, StepKind.Wait, StepKind.Wait, StepKind.Wait, StepKind.Wait, StepKind.Outage, StepKind.Hear,
        StepKind.Attach, StepKind.JoinAsUser, StepKind.FindPass,
        StepKind.JoinLabelled, StepKind.Find, StepKind.MoveUp, StepKind.MoveUp, StepKind.Remove, StepKind.Remove, StepKind.RemoveLabelled, StepKind.Undo, StepKind.Undo,
    ];

    /// <summary>From a microsecond to beyond every limit, on both sides of each.</summary>
    public static readonly TimeSpan[] Waits =
    [
        TimeSpan.FromMicroseconds(1), TimeSpan.FromMilliseconds(1), TimeSpan.FromMilliseconds(500), TimeSpan.FromSeconds(1),
        TimeSpan.FromSeconds(2), TimeSpan.FromSeconds(5), TimeSpan.FromSeconds(10), TimeSpan.FromSeconds(10) + TimeSpan.FromMicroseconds(1), TimeSpan.FromSeconds(15), TimeSpan.FromSeconds(15) + TimeSpan.FromMicroseconds(1),
        TimeSpan.FromSeconds(30), TimeSpan.FromSeconds(30) + TimeSpan.FromMicroseconds(1), TimeSpan.FromSeconds(61),
    ];

    public static readonly double[] Rates = [0.1, 0.5, 1, 3, 1.0 / 3, 50];

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
