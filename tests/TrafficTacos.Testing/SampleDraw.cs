using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text.Json;
using TrafficTacos.Queueing.Draw;
using TrafficTacos.Queueing.Tokens;

namespace TrafficTacos.Testing;

/// <summary>The draw whose numbers a program in another language computed, too: entries 0, 1, 2, … that came a microsecond apart.</summary>
internal static class SampleDraw
{
    public const long FirstTicket = 1_700_000_000_000_000;

    public const long Round = 1000;

    public static byte[] Generation { get; } = [.. Enumerable.Range(0, DrawAnnouncement.GenerationSize).Select(i => (byte)i)];

    public static byte[] Key { get; } = [.. Enumerable.Repeat((byte)7, 32)];

    public static byte[] Secret { get; } = [.. Enumerable.Range(100, 32).Select(i => (byte)i)];

    /// <summary>Round 1000 of drand's quicknet.</summary>
    public static byte[] Signature { get; } = Convert.FromHexString(
        "b44679b9a59af2ec876b1a6b1ad52ea9b1615fc3982b19576350f93447cb1125e342b73a8dd2bacbe47e4b6b63ed5e39");

    public static DrawBeacon Quicknet { get; } = new()
    {
        Name = "quicknet",
        ChainHash = Convert.FromHexString("52db9ba70e0cc0f6eaf7803dd07447a1f5477735fd3f661792ba94600c84e971"),
        PublicKey = Convert.FromHexString(
            "83cf0f2896adee7eb8b5f01fcad3912212c437e0073e911fb90022d3e760183c8c4b450b6a0a6c3ac6a5776a2d1064510d1fec758c921cc22b0e17e63aaf4bcb5ed66304de9cf809bd274ca73bab4af5a6e9c76a4bc09e76eae8991ef5ece45a"),
        Scheme = "bls-unchained-g1-rfc9380",
        Genesis = 1_692_803_367,
        Period = 3,
    };

    public static DrawAnnouncement ByBeacon { get; } = new()
    {
        EventId = "concert",
        Generation = Generation,
        GatherAt = Time("2023-08-23T15:00:00.000000Z"),
        DrawAt = Time("2023-08-23T15:50:00.000000Z"),
        Source = DrawAnnouncement.BeaconSource,
        Beacon = Quicknet,
        Amendments = [new() { Number = 1, DrawAt = Time("2023-08-23T15:58:50.000000Z"), MadeAt = Time("2023-08-23T15:10:00.000123Z") }],
    };

    public static DrawAnnouncement BySecret { get; } = new()
    {
        EventId = "concert",
        Generation = Generation,
        DrawAt = Time("2026-12-01T09:58:00.000000Z"),
        Source = DrawAnnouncement.SecretSource,
        Commitment = SHA256.HashData(Secret),
        Identity = DrawAnnouncement.OfBrowsers,
    };

    public static long Time(string text) => DrawText.TryReadTime(text, out var time) ? time : throw new FormatException(text);

    public static byte[] Leaf(int number)
    {
        Span<byte> salt = stackalloc byte[DrawLeaf.SaltSize];
        var entry = new EntryId((UInt128)(uint)number);
        DrawLeaf.WriteSalt(Key, Generation, entry, salt);
        var leaf = new byte[DrawLeaf.Size];
        DrawLeaf.Write(salt, entry, FirstTicket + number, leaf);
        return leaf;
    }

    /// <summary>The leaves of those who came first.</summary>
    public static LeafList Leaves(int count)
    {
        var leaves = new byte[count * DrawLeaf.Size];
        for (var i = 0; i < count; i++)
            Leaf(i).CopyTo(leaves.AsSpan(i * DrawLeaf.Size));
        return LeafList.Sort(leaves);
    }

    public static byte[] Seed(int number)
    {
        var seed = new byte[DrawSeed.Size];
        BinaryPrimitives.WriteInt32BigEndian(seed, number);
        return SHA256.HashData(seed);
    }

    /// <summary>What the visitor who came with this number learns.</summary>
    public static OwnDraw Mine(int count, int visitor)
    {
        var (leaves, entry, salt) = (Leaves(count), new EntryId((UInt128)(uint)visitor), new byte[DrawLeaf.SaltSize]);
        DrawLeaf.WriteSalt(Key, Generation, entry, salt);
        return OwnDraw.Of(leaves, new MerkleTree(leaves), salt, entry, FirstTicket + visitor, DrawRanks.Of(Papers(count).Seed, leaves));
    }

    public static byte[] MineJson(int count, int visitor) => JsonSerializer.SerializeToUtf8Bytes(Mine(count, visitor), DrawJson.Default.OwnDraw);

    /// <summary>By the index of the leaf.</summary>
    public static int[] Numbers(int count) => DrawRanks.Of(Papers(count).Seed, Leaves(count)).Numbers.ToArray();

    /// <summary>The papers of a draw by round 1000 of the beacon, up to the end.</summary>
    public static DrawPapers Papers(int count)
    {
        var root = new MerkleTree(Leaves(count)).Root;
        var randomness = SHA256.HashData(Signature);
        var hash = ByBeacon.Hash();
        return new DrawPapers
        {
            State = PapersState.Ranked,
            States =
            [
                new() { State = PapersState.Announced, At = Time("2023-08-01T12:00:00.000000Z") },
                new() { State = PapersState.Frozen, At = Time("2023-08-23T15:58:50.000000Z") },
                new() { State = PapersState.Rooted, At = Time("2023-08-23T15:58:52.500000Z") },
                new() { State = PapersState.Seeded, At = Time("2023-08-23T15:59:25.000000Z") },
                new() { State = PapersState.Ranked, At = Time("2023-08-23T15:59:26.000000Z") },
            ],
            Announcement = ByBeacon,
            AnnouncementHash = hash,
            Entries = count,
            Root = root,
            Beacon = new DrawnRound { Name = Quicknet.Name, Round = Round, Signature = Signature, Randomness = randomness },
            Seed = DrawSeed.Of(hash, root, randomness),
        };
    }
}
