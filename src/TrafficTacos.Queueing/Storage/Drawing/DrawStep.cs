using System.Buffers.Binary;
using System.Globalization;
using System.Text;
using TrafficTacos.Queueing.Tokens;

namespace TrafficTacos.Queueing.Storage.Drawing;

/// <summary>A step of lua/draw.lua.</summary>
/// <param name="Name">Which one.</param>
/// <param name="Fields">What it adds to the record.</param>
internal sealed record DrawStep(string Name, params IReadOnlyList<KeyValuePair<string, byte[]>> Fields)
{
    public const string ReadName = "read";
    public const string AnnounceName = "announce";
    public const string AmendName = "amend";
    public const string FreezeName = "freeze";
    public const string RootName = "root";
    public const string SupplyName = "supply";
    public const string SeedName = "seed";
    public const string RankedName = "ranked";
    public const string AbandonName = "abandon";
    public const string RestoreName = "restore";

    /// <summary>Nothing.</summary>
    public static DrawStep Read { get; } = new(ReadName);

    /// <summary>A new time of the draw is in force, which is later than the one that was announced.</summary>
    public static DrawStep Amend { get; } = new(AmendName);

    /// <summary>The time of the draw has come.</summary>
    public static DrawStep Freeze { get; } = new(FreezeName);

    /// <summary>Of a root by a beacon: when its first round appears and how long a round is, in seconds.</summary>
    public (long Genesis, int Period)? Beacon { get; private init; }

    /// <summary>Of a restored record.</summary>
    public DrawState Known { get; private init; }

    /// <summary>Whether others rely on it, so that it must not be lost.</summary>
    public bool IsFirm => Name is AnnounceName or RootName or SeedName;

    /// <param name="generation">Which event of this name.</param>
    /// <param name="announcement">JSON.</param>
    /// <param name="drawAt">When the draw is to be.</param>
    /// <param name="secret">What decides it; null with a beacon.</param>
    /// <param name="gatherAt">From when visitors may join, if the announcement says so: it comes no later.</param>
    public static DrawStep Announce(Generation generation, byte[] announcement, long drawAt, byte[]? secret, long? gatherAt = null)
    {
        var fields = new List<KeyValuePair<string, byte[]>>
        {
            new(DrawFields.Generation, BytesOf(generation)), new(DrawFields.Announcement, announcement), Field(DrawFields.DrawAt, drawAt),
        };
        if (secret is not null)
            fields.Add(new(DrawFields.Secret, secret));
        if (gatherAt is { } gathers)
            fields.Add(Field(DrawFields.GatherAt, gathers));
        return new DrawStep(AnnounceName, fields);
    }

    public static DrawStep Root(byte[] root, int entries, (long Genesis, int Period)? beacon) =>
        new(RootName, new(DrawFields.Root, root), Field(DrawFields.Entries, entries)) { Beacon = beacon };

    /// <param name="value">The beacon's randomness, or the secret.</param>
    /// <param name="signature">The beacon's; null of a secret.</param>
    /// <param name="seed">What follows from it.</param>
    public static DrawStep Seed(byte[] value, byte[]? signature, byte[] seed)
    {
        var fields = new List<KeyValuePair<string, byte[]>> { new(DrawFields.Value, value), new(DrawFields.Seed, seed) };
        if (signature is not null)
            fields.Add(new(DrawFields.Signature, signature));
        return new DrawStep(SeedName, fields);
    }

    /// <summary>What an operator says is the beacon's signature. It replaces what they said before, and decides nothing alone. Two spellings of a
    /// name that differ in case or in spaces around it are one operator; the audit has the one that was written.</summary>
    public static DrawStep Supply(byte[] signature, string who) =>
        new(SupplyName, new(DrawFields.Supplied + who.Trim().ToUpperInvariant(), signature), new(DrawFields.Who, Encoding.UTF8.GetBytes(who)));

    /// <summary>All parts of the ranks are done.</summary>
    public static DrawStep Ranked(int parts) => new(RankedName, Field(DrawFields.Chunks, parts));

    public static DrawStep Abandon(string reason, string who) =>
        new(AbandonName, new(DrawFields.Reason, Encoding.UTF8.GetBytes(reason)), new(DrawFields.Who, Encoding.UTF8.GetBytes(who)));

    /// <summary>Gives back what the store lost.</summary>
    public static DrawStep Restore(DrawReply known) =>
        new(RestoreName, [.. known.Fields.Where(field => field.Key is not (DrawFields.Stage or DrawFields.Ranked))]) { Known = known.State };

    public bool Is(string name) => string.Equals(Name, name, StringComparison.Ordinal);

    public bool Has(string field) => Fields.Any(pair => string.Equals(pair.Key, field, StringComparison.Ordinal));

    public long? NumberOf(string field) => Find(field) is { } value ? long.Parse(value, CultureInfo.InvariantCulture) : null;

    public string? TextOf(string field) => Find(field) is { } value ? Encoding.UTF8.GetString(value) : null;

    public Generation? GenerationOf() => Find(DrawFields.Generation) is { Length: Generation.Size } bytes ? Generation.Read(bytes) : null;

    /// <summary>As lua/draw.lua reads it.</summary>
    public byte[] Packed()
    {
        if (Beacon is { } beacon)
        {
            var packed = new byte[2 * sizeof(double)];
            BinaryPrimitives.WriteDoubleLittleEndian(packed, beacon.Genesis);
            BinaryPrimitives.WriteDoubleLittleEndian(packed.AsSpan(sizeof(double)), beacon.Period);
            return packed;
        }

        return Is(RestoreName) ? BytesOf(Known) : [];
    }

    /// <summary>The first round that appears at least 30 s after this time: lua/include/draw_steps.lua.</summary>
    public static long FirstRound(long time, (long Genesis, int Period) beacon)
    {
        const long second = 1_000_000;
        var since = time + (30 - beacon.Genesis) * second;
        return since <= 0 ? 1 : (since + beacon.Period * second - 1) / (beacon.Period * second) + 1;
    }

    private byte[]? Find(string field) => Fields.FirstOrDefault(pair => string.Equals(pair.Key, field, StringComparison.Ordinal)).Value;

    private static KeyValuePair<string, byte[]> Field(string name, long number) => new(name, Encoding.ASCII.GetBytes(number.ToString(CultureInfo.InvariantCulture)));

    /// <summary>As lua/include/draw.lua packs it.</summary>
    internal static byte[] BytesOf(DrawState state)
    {
        var bytes = new byte[1 + 2 * sizeof(double)];
        bytes[0] = (byte)state.Stage;
        BinaryPrimitives.WriteDoubleLittleEndian(bytes.AsSpan(1), state.Ticket);
        BinaryPrimitives.WriteDoubleLittleEndian(bytes.AsSpan(1 + sizeof(double)), state.At);
        return bytes;
    }

    internal static byte[] BytesOf(Generation generation)
    {
        var bytes = new byte[Generation.Size];
        generation.Write(bytes);
        return bytes;
    }
}
