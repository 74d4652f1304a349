using System.Collections.Concurrent;
using System.Diagnostics.CodeAnalysis;

namespace TrafficTacos.Queueing.Tokens;

/// <summary>
/// What signed texts say, for those whose signature was verified: a shopper's cookies are the same in nearly every request, and to verify them
/// costs more than all the rest. Only genuine texts enter, so forgeries fill nothing. They hold for the key ring that verified them: after
/// another one is loaded, nothing is known.
/// </summary>
internal sealed class VerifiedTexts<T>
    where T : class
{
    /// <summary>More are not kept. Each is about a kilobyte.</summary>
    internal const int MaxKept = 10_000;

    private readonly Lock _lock = new();
    private Known? _known;
    private int _newerCount;

    /// <summary>What this text says, character for character; null if that is not known.</summary>
    public T? Find(KeyRing keys, string text)
    {
        if (Volatile.Read(ref _known) is not { } known || known.Keys != keys)
            return null;
        if (known.Newer.TryGetValue(text, out var found))
            return found;
        if (!known.Older.TryGetValue(text, out found))
            return null;
        Add(keys, text, found);
        return found;
    }

    /// <summary>Keeps what a text says that the key ring has verified.</summary>
    public void Add(KeyRing keys, string text, T content)
    {
        lock (_lock)
        {
            if (_known is not { } known || known.Keys != keys)
                _known = known = Begin(keys, Empty());
            else if (_newerCount >= MaxKept / 2)
                _known = known = Begin(keys, known.Newer); // the half that nobody brought since goes
            if (known.Newer.TryAdd(text, content))
                _newerCount++;
        }
    }

    private Known Begin(KeyRing keys, ConcurrentDictionary<string, T> older)
    {
        _newerCount = 0;
        return new Known(keys, Empty(), older);
    }

    private static ConcurrentDictionary<string, T> Empty() => new(BySignature.Instance);

    private sealed record Known(KeyRing Keys, ConcurrentDictionary<string, T> Newer, ConcurrentDictionary<string, T> Older);

    /// <summary>A text ends with its signature, which nobody can choose. So a few characters tell it from the others, and what is compared with a
    /// text that is kept, and how long that takes, tells a forger nothing.</summary>
    private sealed class BySignature : IEqualityComparer<string>
    {
        private const int Characters = 16;

        public static BySignature Instance { get; } = new();

        public bool Equals(string? x, string? y) => string.Equals(x, y, StringComparison.Ordinal);

        public int GetHashCode([DisallowNull] string text) => string.GetHashCode(text.AsSpan(Math.Max(0, text.Length - Characters)), StringComparison.Ordinal);
    }
}
