using System.Security.Cryptography;
using System.Text;
using TrafficTacos.Queueing.Draw;

namespace TrafficTacos.Queueing.Tests.Draw;

/// <summary>A true draw holds in everything, and each lie is found by the check that is for it.</summary>
public sealed class DrawCheckTests
{
    private const int Count = 40;

    private static readonly DrawPapers Papers = SampleDraw.Papers(Count);
    private static readonly LeafList Leaves = SampleDraw.Leaves(Count);
    private static readonly OwnDraw Mine = SampleDraw.Mine(Count, 7);

    [Fact]
    public void A_true_draw_holds_and_says_what_it_cannot_check()
    {
        var check = DrawCheck.Of(Papers, Leaves, Mine);
        Assert.Equal(["signature"], Of(check, null));
        Assert.Empty(Of(check, false));
        Assert.Equal(
            ["announcement_hash", "beacon", "announced_before", "frozen_in_time", "amendments", "entries", "root", "round", "randomness", "seed", "mine.leaf", "mine.path", "mine.listed", "mine.draw_number"],
            Of(check, true));
        Assert.Equal(Count, check.Ranks!.Count);
        Assert.Equal(["root", "signature"], Of(DrawCheck.Of(Papers, null, Mine), null));
        for (var visitor = 0; visitor < Count; visitor++)
            Assert.Empty(Of(DrawCheck.Of(Papers, Leaves, SampleDraw.Mine(Count, visitor)), false));
    }

    [Fact]
    public void A_draw_by_a_secret_shows_the_secret()
    {
        var root = new MerkleTree(Leaves).Root;
        var hash = SampleDraw.BySecret.Hash();
        var states = Papers.States.Select(step => step with { At = step.At + SampleDraw.BySecret.DrawAt - Papers.States[1].At }).ToArray();
        var papers = Papers with
        {
            States = states,
            Announcement = SampleDraw.BySecret,
            AnnouncementHash = hash,
            Beacon = null,
            Secret = SampleDraw.Secret,
            Seed = DrawSeed.Of(hash, root, SampleDraw.Secret),
        };
        Assert.Contains("commitment", Of(DrawCheck.Of(papers, Leaves, null), true));
        Assert.Empty(Of(DrawCheck.Of(papers, Leaves, null), false));
        var other = SampleDraw.Seed(1);
        Assert.Equal(["commitment"], Of(DrawCheck.Of(papers with { Secret = other, Seed = DrawSeed.Of(hash, root, other) }, Leaves, null), false));
    }

    [Fact]
    public void Each_lie_is_found()
    {
        Finds(["announcement_hash", "seed"], Papers with { Announcement = Papers.Announcement with { EventId = "other" } });
        Finds(["announced_before"], WithTime(PapersState.Announced, "2023-08-23T15:00:01.000000Z"));
        Finds(["frozen_in_time"], WithTime(PapersState.Frozen, "2023-08-23T15:58:49.999999Z"));
        Finds(["round"], WithTime(PapersState.Rooted, "2023-08-23T15:58:55.000000Z"));
        Finds(["entries"], Papers with { Entries = Count - 1 });
        Finds(["randomness", "seed"], Papers with { Beacon = Papers.Beacon! with { Randomness = SHA256.HashData([1]) } });
        Finds(["round"], Papers with { Beacon = Papers.Beacon! with { Name = "slownet" } });
        Finds(["seed"], Papers with { Seed = SampleDraw.Seed(5) });
        Finds(["root", "seed"], Papers with { Root = SampleDraw.Seed(5) });
        var key = SampleDraw.Quicknet.PublicKey.Reverse().ToArray();
        Finds(["beacon"], Resealed(Papers.Announcement with { Beacon = SampleDraw.Quicknet with { PublicKey = key } }));
        var unknown = SampleDraw.Quicknet with { Name = "own", PublicKey = key, ChainHash = SampleDraw.Seed(1) };
        Assert.Equal(["beacon", "signature"], Of(DrawCheck.Of(Resealed(Papers.Announcement with { Beacon = unknown }) with { Beacon = Papers.Beacon! with { Name = "own" } }, Leaves, null), null));
        var late = Papers.Announcement with { Amendments = [Papers.Announcement.Amendments[0] with { MadeAt = SampleDraw.Time("2023-08-23T15:58:51.000000Z") }] };
        Finds(["amendments"], Resealed(late));
        var earlier = Papers.Announcement with { Amendments = [Papers.Announcement.Amendments[0] with { DrawAt = SampleDraw.Time("2023-08-23T15:49:00.000000Z") }] };
        Finds(["amendments"], Resealed(earlier));
    }

    [Fact]
    public void An_exchanged_leaf_is_found_by_the_root_and_by_who_it_was()
    {
        byte[] others = [.. Leaves.Bytes.Span[..(Mine.Index * 32)], .. Leaves.Bytes.Span[((Mine.Index + 1) * 32)..], .. SampleDraw.Leaf(99)];
        var check = DrawCheck.Of(Papers, LeafList.Sort(others), Mine);
        Assert.Equal(["root", "mine.listed", "mine.draw_number"], Of(check, false));
    }

    [Fact]
    public void A_visitor_finds_what_they_were_told_wrong()
    {
        Assert.Equal(["mine.draw_number"], Of(DrawCheck.Of(Papers, Leaves, Mine with { DrawNumber = Mine.DrawNumber + 1 }), false));
        Assert.Equal(["mine.draw_number"], Of(DrawCheck.Of(Papers, Leaves, Mine with { DrawNumber = null }), false));
        Assert.Equal(["mine.leaf"], Of(DrawCheck.Of(Papers, Leaves, Mine with { Ticket = Mine.Ticket + 1 }), false));
        Assert.Equal(["mine.leaf", "mine.path"], Of(DrawCheck.Of(Papers, Leaves, Mine with { Salt = [1] }), false));
        Assert.Equal(["mine.path"], Of(DrawCheck.Of(Papers, Leaves, Mine with { Path = [.. Mine.Path.Skip(1)] }), false));
        Assert.Equal(["mine.path", "mine.listed"], Of(DrawCheck.Of(Papers, Leaves, Mine with { Index = Mine.Index + 1 }), false));
        Assert.Equal(["mine.leaf", "mine.path"], Of(DrawCheck.Of(Papers, Leaves, Mine with { Path = ["zz"] }), false));
    }

    [Fact]
    public void A_visitors_answer_is_read_whole_or_alone()
    {
        var json = System.Text.Json.JsonSerializer.Serialize(Mine, DrawJson.Default.OwnDraw);
        Assert.Contains($"\"ticket\": \"{Mine.Ticket}\"", json, StringComparison.Ordinal);
        foreach (var text in (string[])[json, $$"""{"event_id":"concert","mine":{{json}}}"""])
            Assert.Equal(Mine.DrawNumber, OwnDraw.Read(Encoding.UTF8.GetBytes(text)).DrawNumber);
        foreach (var text in (string[])["", "[]", "{}", "null", "{\"mine\":null}", "{\"mine\":{\"leaf\":\"XY\"}}"])
            Assert.Throws<FormatException>(() => OwnDraw.Read(Encoding.UTF8.GetBytes(text)));
    }

    private static void Finds(string[] checks, DrawPapers papers) => Assert.Equal(checks, Of(DrawCheck.Of(papers, Leaves, null), false));

    private static string[] Of(DrawCheck check, bool? holds) => [.. check.Findings.Where(finding => finding.Holds == holds).Select(finding => finding.Check)];

    private static DrawPapers WithTime(PapersState state, string at) =>
        Papers with { States = [.. Papers.States.Select(step => step.State == state ? step with { At = SampleDraw.Time(at) } : step)] };

    /// <summary>With everything that follows from another announcement.</summary>
    private static DrawPapers Resealed(DrawAnnouncement announcement) => Papers with
    {
        Announcement = announcement,
        AnnouncementHash = announcement.Hash(),
        Seed = DrawSeed.Of(announcement.Hash(), Papers.Root, Papers.Randomness),
    };
}
