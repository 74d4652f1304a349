using TrafficTacos.Gateway.Host.Accounts;

namespace TrafficTacos.Gateway.Host.Tests.Accounts;

/// <summary>Hashes of passwords, and the line before them.</summary>
public sealed class PasswordTests
{
    /// <summary>Two hundred at once must not make an honest log-in wait for ever.</summary>
    [Fact]
    public async Task Beyond_the_line_nobody_waits()
    {
        using var line = new PasswordLine(threads: 1);
        using var gate = new ManualResetEventSlim();
        using var begun = new ManualResetEventSlim();
        var first = Run(() => { begun.Set(); gate.Wait(); return 0; });
        begun.Wait();
        using var hungUp = new CancellationTokenSource();
        var waiting = Enumerable.Range(1, PasswordLine.JobsPerThread).Select(i => Run(() => i, i == 1 ? hungUp.Token : CancellationToken.None)).ToList();
        Assert.False(line.TryRun(() => 0, out _, CancellationToken.None));
        await hungUp.CancelAsync();
        gate.Set();
        Assert.Equal(0, await first);
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => waiting[0]);
        Assert.Equal(2, await waiting[1]);
        await Assert.ThrowsAsync<FormatException>(() => Run<int>(() => throw new FormatException("on purpose")));
        Assert.Equal(9, await Run(() => 9));

        Task<T> Run<T>(Func<T> work, CancellationToken cancellationToken = default)
        {
            Assert.True(line.TryRun(work, out var result, cancellationToken));
            return result;
        }
    }
}
