namespace TrafficTacos.Queueing.Tests.Faults;

/// <summary>How long a test waits for what other processes do, and how long callers may have to wait for an answer.</summary>
internal static class Patience
{
    /// <summary>The default of <see cref="WaitingRoomOptions.StoreTimeout"/>, and what a busy test machine may add to it before
    /// the caller's code runs again.</summary>
    public static readonly TimeSpan Bound = new WaitingRoomOptions().StoreTimeout + TimeSpan.FromMilliseconds(500);

    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(20);

    /// <summary>Real time: Redis and the connection to it come back at their own pace and raise no event.</summary>
    public static async Task UntilAsync(string what, Func<Task<bool>> holds)
    {
        var start = TimeProvider.System.GetTimestamp();
        using var pace = new PeriodicTimer(TimeSpan.FromMilliseconds(10));
        while (!await holds())
        {
            Assert.True(TimeProvider.System.GetElapsedTime(start) < Limit, $"In {Limit.TotalSeconds} s it never came to this: {what}.");
            await pace.WaitForNextTickAsync();
        }
    }

    public static Task UntilAsync(string what, Func<bool> holds) => UntilAsync(what, () => Task.FromResult(holds()));

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
