using System.Buffers.Binary;
using TrafficTacos.Queueing.Tokens;

namespace TrafficTacos.Queueing.Storage.Redis;

/// <summary>
/// What one gateway knows of an event, so that a store that lost something cannot hide it: the mark that the store gave it with its last
/// write, the generation, and whom it let in lately. Each call carries the first two (lua/include/caller.lua).
/// </summary>
internal sealed class EventWitness(TimeProvider time)
{
    /// <summary>An event that nobody asks for may end. What is older says nothing of a loss.</summary>
    private static readonly TimeSpan Fresh = TimeSpan.FromMinutes(5);

    /// <summary>As long as a pass lives, and the minute in which a lost one is honoured.</summary>
    private static readonly TimeSpan Remembered = TimeSpan.FromSeconds(90);

    private const int MaxDeeds = 100_000;

    private readonly Lock _lock = new();
    private readonly Dictionary<EntryId, Deed> _deeds = [];
    private readonly Queue<(EntryId Entry, long At)> _ages = new();
    private long _mark;
    private Generation _generation;
    private long _heardAt;
    private long _lossSince;

    /// <summary>What lua/include/caller.lua reads.</summary>
    public byte[] Pack(ReadOnlySpan<byte> gatewayId)
    {
        var packed = new byte[8 + 8 + Generation.Size + 8];
        gatewayId.CopyTo(packed);
        BinaryPrimitives.WriteUInt64BigEndian(packed.AsSpan(32), unchecked((ulong)Random.Shared.NextInt64()));
        lock (_lock)
        {
            if (_mark > 0 && time.GetElapsedTime(_heardAt) <= Fresh)
            {
                BinaryPrimitives.WriteDoubleLittleEndian(packed.AsSpan(8), _mark);
                _generation.Write(packed.AsSpan(16));
            }
        }

        return packed;
    }

    /// <summary>Replies may come in another order than the writes.</summary>
    public void Note(long mark, Generation generation)
    {
        if (mark <= 0)
            return;
        lock (_lock)
            (_mark, _generation, _heardAt) = (Math.Max(_mark, mark), generation, time.GetTimestamp());
    }

    /// <summary>Remembers what was done for a visitor; the last deed counts.</summary>
    public void Remember(Deed deed)
    {
        lock (_lock)
        {
            while (_ages.TryPeek(out var oldest) && (time.GetElapsedTime(oldest.At) > Remembered || _ages.Count >= MaxDeeds))
            {
                _ages.Dequeue();
                if (_deeds.TryGetValue(oldest.Entry, out var old) && old.At == oldest.At)
                    _deeds.Remove(oldest.Entry);
            }

            var at = time.GetTimestamp();
            _deeds[deed.Place.Entry] = deed with { At = at, Mark = _mark };
            _ages.Enqueue((deed.Place.Entry, at));
        }
    }

    /// <summary>What the store is to be told after a loss that was not known yet.</summary>
    public List<Deed> DeedsFor(StoreLoss loss)
    {
        lock (_lock)
        {
            if (loss.Since == _lossSince)
                return [];
            _lossSince = loss.Since;
            return
            [
                .. _deeds.Values
                    .Where(deed => time.GetElapsedTime(deed.At) <= Remembered)
                    .Select(deed => deed.Mark < loss.From && (deed.Kind is DeedKind.Spent or DeedKind.Left) ? deed with { Kind = DeedKind.Gone } : deed),
            ];
        }
    }

    /// <summary>The store could not be told: once more.</summary>
    public void ForgetLoss()
    {
        lock (_lock)
            _lossSince = 0;
    }
}

/// <summary>That a visitor was let in, spent the pass, or left. At, and with which mark of the store, is for <see cref="EventWitness"/>.</summary>
internal readonly record struct Deed(Place Place, DeedKind Kind, PassProof Pass, long At = 0, long Mark = 0)
{
    /// <summary>Where it is about one.</summary>
    public SessionProof Session { get; init; }
}

internal enum DeedKind
{
    Granted,
    Spent,
    Left,

    /// <summary>A session.</summary>
    Opened,

    /// <summary>A session.</summary>
    Released,

    /// <summary>Spent or left before the loss: the store knows, but not that the token must not bring the place back.</summary>
    Gone,
}
