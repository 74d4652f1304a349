using System.Security.Cryptography;

namespace TrafficTacos.Queueing.Draw;

/// <summary>
/// Recomputes a draw from what is public, and one visitor's part from what that visitor was told. clients/draw/verify-draw.js checks the same
/// in the same order.
/// </summary>
internal sealed class DrawCheck
{
    private readonly List<DrawFinding> _findings = [];
    private readonly DrawPapers _papers;
    private readonly LeafList? _leaves;

    private DrawCheck(DrawPapers papers, LeafList? leaves) => (_papers, _leaves) = (papers, leaves);

    public IReadOnlyList<DrawFinding> Findings => _findings;

    /// <summary>Every number; null before the seed or without the leaves.</summary>
    public DrawRanks? Ranks { get; private set; }

    public static DrawCheck Of(DrawPapers papers, LeafList? leaves, OwnDraw? mine)
    {
        var check = new DrawCheck(papers, leaves);
        check.CheckAnnouncement();
        if (papers.Root is not null)
            check.CheckRoot(papers.Root);
        if (papers.Root is not null && papers.Seed is not null)
            check.CheckSeed(papers.Root, papers.Seed);
        if (mine is not null)
            check.CheckMine(mine);
        return check;
    }

    private void CheckAnnouncement()
    {
        var announcement = _papers.Announcement;
        Add("announcement_hash", _papers.AnnouncementHash.AsSpan().SequenceEqual(announcement.Hash()), "The hash is that of the announcement.");
        if (announcement.Beacon is { } beacon)
            Add("beacon", beacon.IsQuicknet, BeaconDetail(beacon));
        var announcedAt = _papers.States[0].At;
        if (announcement.GatherAt is { } gatherAt)
            Add("announced_before", announcedAt <= gatherAt, "The announcement was made before anybody could join.");
        if (_papers.States.FirstOrDefault(step => step.State == PapersState.Frozen) is not { } frozen)
            return;
        Add("frozen_in_time", frozen.At >= announcement.DrawAtInForce, "The list was closed at the announced time or later.");
        var (inTime, drawAt) = (true, announcement.DrawAt);
        foreach (var amendment in announcement.Amendments)
        {
            inTime &= amendment.MadeAt <= frozen.At && amendment.DrawAt >= drawAt;
            drawAt = amendment.DrawAt;
        }

        Add("amendments", inTime, "Every amendment was made before the list was closed, and set a later time.");
    }

    private static string BeaconDetail(DrawBeacon beacon) => beacon.IsQuicknet switch
    {
        true => "The announced beacon is drand's quicknet.",
        false => "The announced beacon takes something of drand's quicknet, and is another.",
        null => $"The announced beacon, {beacon.Name}, is not known here: compare its public key with what its operators publish.",
    };

    private void CheckRoot(byte[] root)
    {
        if (_leaves is null)
        {
            Add("root", null, "The list of leaves was not given.");
        }
        else
        {
            Add("entries", _leaves.Count == _papers.Entries, $"The list has {_leaves.Count} leaves; the papers say {_papers.Entries}.");
            Add("root", new MerkleTree(_leaves).Root.AsSpan().SequenceEqual(root), "The root is that of the list of leaves.");
        }

        if (_papers is { Beacon: { } round, Announcement.Beacon: { } beacon })
        {
            var rootedAt = _papers.States.First(step => step.State == PapersState.Rooted).At;
            var expected = BeaconRounds.FirstAfter(beacon, rootedAt);
            Add("round", round.Round == expected && round.Name.Equals(beacon.Name, StringComparison.Ordinal),
                $"Round {round.Round} of {round.Name} is the first that appears 30 seconds after the root ({expected} of {beacon.Name}).");
        }
    }

    private void CheckSeed(byte[] root, byte[] seed)
    {
        if (_papers.Beacon is { } round)
        {
            Add("randomness", DrawnRound.IsSignature(round.Signature) && SHA256.HashData(round.Signature!).AsSpan().SequenceEqual(round.Randomness), "The randomness is the hash of the beacon's signature.");
            Add("signature", null, "The beacon's signature is not verified by this program. The page clients/draw does it, or ask any address of the beacon for the round.");
        }
        else
        {
            Add("commitment", DrawSecret.Opens(_papers.Announcement.Commitment, _papers.Secret), "The secret is the one whose hash was announced.");
        }

        Add("seed", DrawSeed.Of(_papers.Announcement.Hash(), root, _papers.Randomness).AsSpan().SequenceEqual(seed), "The seed follows from the announcement, the root and the randomness.");
        if (_leaves is not null)
            Ranks = DrawRanks.Of(seed, _leaves);
    }

    private void CheckMine(OwnDraw mine)
    {
        var leaf = new byte[DrawLeaf.Size];
        if (mine.IsWhole)
            DrawLeaf.Write(mine.Salt, mine.EntryId, mine.Ticket, leaf);
        Add("mine.leaf", mine.IsWhole && leaf.AsSpan().SequenceEqual(mine.Leaf), "Your leaf is that of your place: the hash of salt, entry and ticket.");
        if (_papers.Root is null)
            return;
        Add("mine.path", mine.IsWhole && MerkleTree.Verify(mine.Leaf, mine.Index, _papers.Entries!.Value, mine.PathBytes(), _papers.Root), "Your path leads from your leaf to the root.");
        if (_leaves is null)
            return;
        var index = _leaves.IndexOf(mine.Leaf);
        Add("mine.listed", index >= 0 && index == mine.Index, "Your leaf is in the list, where you were told.");
        if (Ranks is not null)
        {
            var number = index < 0 ? (int?)null : Ranks.Numbers[index];
            Add("mine.draw_number", number is not null && number == mine.DrawNumber, $"Your number is {number?.ToString(provider: null) ?? "none"}; you were told {mine.DrawNumber?.ToString(provider: null) ?? "none"}.");
        }
    }

    private void Add(string check, bool? holds, string detail) => _findings.Add(new DrawFinding { Check = check, Holds = holds, Detail = detail });
}
