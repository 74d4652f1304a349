using System.Diagnostics;

namespace TrafficTacos.Queueing.Diagnostics;

/// <summary>
/// The span of one script call. A call that carries the questions of many is a child of the first of them that is traced, and
/// linked with the others both ways: from each trace the call that answered it is found.
/// </summary>
internal static class ScriptSpan
{
    private static readonly AsyncLocal<(int Carried, IReadOnlyList<Activity> Askers)?> Shared = new();

    /// <summary>The operation that asks, when somebody records it.</summary>
    public static Activity? Asker =>
        Operation.Source.HasListeners() && Activity.Current is { Recorded: true, IsAllDataRequested: true } asker ? asker : null;

    /// <summary>The calls that follow in this flow carry the questions of these.</summary>
    /// <param name="carried">How many questions.</param>
    /// <param name="askers">Whose; null for one that is not recorded.</param>
    public static void ShareAmong(int carried, IEnumerable<Activity?> askers)
    {
        // Those of the call before must not stay, even if nobody records any more.
        if (Operation.Source.HasListeners() || Shared.Value is not null)
            Shared.Value = (carried, [.. askers.OfType<Activity>()]);
    }

    /// <param name="name">Of the script.</param>
    /// <returns>Null when nobody records: a call that no traced operation asked for begins no trace of its own.</returns>
    public static Activity? Start(string name)
    {
        if (!Operation.Source.HasListeners())
            return null;
        var (carried, askers) = Shared.Value ?? (1, []);
        var parent = askers is [var first, ..] ? first : Activity.Current;
        if (parent is not { Recorded: true })
            return null;
        var span = Operation.Source.StartActivity(
            WaitingRoomTelemetry.ScriptSpanPrefix + name,
            ActivityKind.Client,
            parent.Context,
            links: askers.Skip(1).Select(asker => new ActivityLink(asker.Context)));
        if (span is null)
            return null;
        span.SetTag(WaitingRoomTelemetry.DatabaseTag, "redis");
        span.SetTag(WaitingRoomTelemetry.ScriptTag, name);
        span.SetTag(WaitingRoomTelemetry.BatchTag, carried);
        foreach (var asker in askers.Skip(1))
            asker.AddLink(new ActivityLink(span.Context));
        return span;
    }

    /// <summary>By its type alone: what Redis' client says may hold a key.</summary>
    public static void Fail(this Activity? span, Exception exception)
    {
        span?.SetTag(WaitingRoomTelemetry.ErrorTag, exception.GetType().FullName);
        span?.SetStatus(ActivityStatusCode.Error);
    }
}
