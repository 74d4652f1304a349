namespace TrafficTacos.Queueing.Tests.Faults;

/// <summary>How long callers may have to wait for an answer.</summary>
internal static class Patience
{
    /// <summary>The default of <see cref="WaitingRoomOptions.StoreTimeout"/>, and what a busy test machine may add to it before
    /// the caller's code runs again.</summary>
    public static readonly TimeSpan Bound = new WaitingRoomOptions().StoreTimeout + TimeSpan.FromMilliseconds(500);

    /// <summary>The call fails with the one exception callers know, within the bound.</summary>
    public static async Task AssertUnavailableAsync(string what, Func<Task> call)
    {
        var start = TimeProvider.System.GetTimestamp();
        var exception = await Record.ExceptionAsync(call);
        var took = TimeProvider.System.GetElapsedTime(start);
        Assert.True(exception is WaitingRoomUnavailableException, $"{what}: {exception?.ToString() ?? "no exception"}");
        Assert.True(took <= Bound, $"{what} took {took.TotalMilliseconds:0} ms to fail.");
    }
}
