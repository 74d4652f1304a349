using TrafficTacos.Gateway.Host.Accounts;

namespace TrafficTacos.Gateway.Host.Tests.Accounts;

/// <summary>Hashes of passwords, and the line before them.</summary>
public sealed class PasswordTests
{
    /// <summary>An é of one character and one of two look alike, and so does a syllable of Korean.</summary>
    [Theory]
    [InlineData(true, "caf\u00e9-1", "cafe\u0301-1")]
    [InlineData(false, "caf\u00e9-1", "cafe\u0301-1")]
    [InlineData(true, "\ud0c0\ucf54", "\u1110\u1161\u110f\u1169")]
    public void The_same_text_is_the_same_password_however_it_is_typed(bool usesBcrypt, string composed, string decomposed)
    {
        var hashes = new PasswordHashes(usesBcrypt);
        foreach (var (typed, again) in ((string, string)[])[(composed, decomposed), (decomposed, composed)])
            Assert.True(hashes.Verify(Of(hashes.Hash(typed)), again));
        Assert.False(hashes.Verify(Of(hashes.Hash(composed)), composed[1..]));
    }

    [Fact]
    public void A_hash_from_before_the_normalisation_is_still_good() =>
        Assert.True(new PasswordHashes(usesBcrypt: true).Verify(Of(BCrypt.Net.BCrypt.HashPassword("cafe\u0301-1", 4)), "cafe\u0301-1"));

    /// <summary>Node has ICU.</summary>
    [Fact]
    public async Task The_normal_form_is_that_of_ICU()
    {
        var random = new Random(7);
        int[] marks = [.. Enumerable.Range(0x300, 0x70), 0x5B0, 0x5C1, 0x93C, 0x1161, 0x11A8, 0x3099, 0x1D16E];
        int[] letters = [.. Enumerable.Range(0xC0, 0x240), .. Enumerable.Range(0x1E00, 0x200), .. Enumerable.Range(0x1100, 0x13), 0xAC00, 0xAC01, 0x212B, 0x30AB, 0x958, 0x1D157, 0x2F800, 'a', 'e', 'o'];
        List<string> texts = [.. letters.Select(letter => char.ConvertFromUtf32(letter))];
        for (var i = 0; i < 5_000; i++)
            texts.Add(string.Concat(Enumerable.Range(0, 6).Select(n => char.ConvertFromUtf32(n % 3 == 0 ? letters[random.Next(letters.Length)] : marks[random.Next(marks.Length)]))));
        var file = Path.GetTempFileName();
        try
        {
            await File.WriteAllTextAsync(file, string.Join('\n', texts));
            var (exitCode, output) = await NodePrograms.RunAsync(["-e", "process.stdout.write(require('fs').readFileSync(process.argv[1], 'utf8').split('\\n').map(t => t.normalize('NFC')).join('\\n'))", file]);
            Assert.Equal(0, exitCode);
            Assert.Equal(output.Split('\n'), texts.Select(NormalizedText.Of));
        }
        finally
        {
            File.Delete(file);
        }
    }

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

    private static Account Of(string hash) => new("u1", "mina", "a@b.c", "Mina", Account.UserRole, hash, default);
}
