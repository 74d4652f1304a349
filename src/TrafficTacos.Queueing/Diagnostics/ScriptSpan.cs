using System.Diagnostics;

namespace TrafficTacos.Queueing.Diagnostics;

/// <summary>
/// The span of one script call. A call that serves a batch is a child of the first traced operation of the batch and linked with
/// the others both ways, so that each trace leads to the call that served it.
/// </summary>
internal static class ScriptSpan
{
    private static readonly AsyncLocal<(int Size, IReadOnlyList<Activity> Operations)?> Batch = new();

    /// <summary>The current operation, if it is recorded.</summary>
    public static Activity? CurrentOperation =>
        OperationScope.Source.HasListeners() && Activity.Current is { Recorded: true, IsAllDataRequested: true } operation ? operation : null;

    /// <summary>Announces the batch that the next call of this flow serves.</summary>
    /// <param name="size">The number of items.</param>
    /// <param name="operations">The operation behind each item; null if it is not recorded.</param>
    public static void BeginBatch(int size, IEnumerable<Activity?> operations)
    {
        // Also without a listener: the batch of the call before must not stay.
        if (OperationScope.Source.HasListeners() || Batch.Value is not null)
            Batch.Value = (size, [.. operations.OfType<Activity>()]);
    }

    /// <param name="name">The script.</param>
    /// <returns>Null if no operation behind the call is recorded: a call starts no trace of its own.</returns>
    public static Activity? Start(string name)
    {
        if (!OperationScope.Source.HasListeners())
            return null;
        var (size, operations) = Batch.Value ?? (1, []);
        var parent = operations is [var first, ..] ? first : Activity.Current;
        if (parent is not { Recorded: true })
            return null;
        var span = OperationScope.Source.StartActivity(
            WaitingRoomTelemetry.ScriptSpanPrefix + name,
            ActivityKind.Client,
            parent.Context,
            links: operations.Skip(1).Select(operation => new ActivityLink(operation.Context)));
        if (span is null)
            return null;
        span.SetTag(WaitingRoomTelemetry.DatabaseTag, "redis");
        span.SetTag(WaitingRoomTelemetry.ScriptTag, name);
        span.SetTag(WaitingRoomTelemetry.BatchTag, size);
        foreach (var operation in operations.Skip(1))
            operation.AddLink(new ActivityLink(span.Context));
        return span;
    }

    /// <summary>Records the exception's type alone: the message of Redis' client may contain a key.</summary>
    public static void Fail(this Activity? span, Exception exception)
    {
        span?.SetTag(WaitingRoomTelemetry.ErrorTag, exception.GetType().FullName);
        span?.SetStatus(ActivityStatusCode.Error);
    }
}
