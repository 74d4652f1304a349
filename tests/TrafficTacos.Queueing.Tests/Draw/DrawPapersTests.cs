using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;
using TrafficTacos.Queueing.Draw;

namespace TrafficTacos.Queueing.Tests.Draw;

public sealed class DrawPapersTests
{
    [Fact]
    public void Papers_are_read_as_they_were_written()
    {
        var papers = SampleDraw.Papers(10) with { Notes = [new() { At = SampleDraw.FirstTicket, Text = DrawNote.AdmittedByOperator }] };
        var written = papers.Write();
        var read = DrawPapers.Read(written);
        Assert.Equal(written, read.Write());
        Assert.Equal(papers.Announcement.Hash(), read.Announcement.Hash());
        Assert.Equal(SampleDraw.Time("2023-08-23T15:58:50.000000Z"), read.Announcement.DrawAtInForce);
        Assert.Equal(SHA256.HashData(SampleDraw.Signature), read.Randomness);
        var text = Encoding.UTF8.GetString(written);
        Assert.Contains("\"draw_at\": \"2023-08-23T15:50:00.000000Z\"", text, StringComparison.Ordinal);
        Assert.DoesNotContain("secret\":", text, StringComparison.Ordinal);
    }

    [Fact]
    public void Papers_of_every_state_are_read()
    {
        var whole = SampleDraw.Papers(10);
        foreach (var state in (PapersState[])[PapersState.Announced, PapersState.Frozen, PapersState.Rooted, PapersState.Seeded])
        {
            var papers = whole with { State = state, States = [.. whole.States.Take((int)state + 1)] };
            if (state < PapersState.Seeded)
                papers = papers with { Seed = null, Beacon = papers.Beacon! with { Signature = null, Randomness = null } };
            if (state < PapersState.Rooted)
                papers = papers with { Entries = null, Root = null, Beacon = null };
            Assert.Equal(state, DrawPapers.Read(papers.Write()).State);
            var abandoned = papers with
            {
                State = PapersState.Abandoned,
                States = [.. papers.States, new() { State = PapersState.Abandoned, At = papers.States[^1].At }],
                Abandonment = new() { Reason = "The beacon is silent.", At = papers.States[^1].At },
            };
            if (state < PapersState.Seeded)
                Assert.Equal("The beacon is silent.", DrawPapers.Read(abandoned.Write()).Abandonment!.Reason);
            else
                Assert.Contains("until it is seeded", Assert.Throws<FormatException>(() => DrawPapers.Read(abandoned.Write())).Message, StringComparison.Ordinal);
        }

        var root = new MerkleTree(SampleDraw.Leaves(10)).Root;
        var hash = SampleDraw.BySecret.Hash();
        var bySecret = whole with
        {
            Announcement = SampleDraw.BySecret,
            AnnouncementHash = hash,
            Beacon = null,
            Secret = SampleDraw.Secret,
            Seed = DrawSeed.Of(hash, root, SampleDraw.Secret),
        };
        Assert.Equal(SampleDraw.Secret, DrawPapers.Read(bySecret.Write()).Randomness);
    }

    [Theory]
    [InlineData("format", "\"tq-draw-papers-2\"", "tq-draw-papers-1")]
    [InlineData("announcement.algorithm", "\"tq-draw-2\"", "tq-draw-1")]
    [InlineData("announcement.draw_at", "\"2026-12-01T09:58:00Z\"", "2026-12-01T10:00:00.000000Z")]
    [InlineData("announcement.draw_at", "1", "2026-12-01T10:00:00.000000Z")]
    [InlineData("announcement.generation", "\"00\"", "16 bytes")]
    [InlineData("announcement.generation", "\"ABCDEF0123456789ABCDEF0123456789\"", "lower-case")]
    [InlineData("announcement.event_id", "null", "cannot be read")]
    [InlineData("announcement.event_id", "\"\"", "names an event")]
    [InlineData("announcement.identity", "\"as many as you like\"", "one chance a user")]
    [InlineData("announcement.source", "\"dice\"", "beacon or secret")]
    [InlineData("announcement.source", "\"secret\"", "no beacon")]
    [InlineData("announcement.beacon", "null", "genesis and period")]
    [InlineData("announcement.beacon.period", "0", "genesis and period")]
    [InlineData("announcement.commitment", "\"00\"", "no commitment")]
    [InlineData("announcement.amendments.0.n", "2", "numbered from 1")]
    [InlineData("states", "[]", "begin with announced")]
    [InlineData("state", "\"seeded\"", "end with the state")]
    [InlineData("state", "\"finished\"", "cannot be read")]
    [InlineData("states.2.state", "\"frozen\"", "not in order")]
    [InlineData("states.2.at", "\"2020-12-01T10:00:00.000000Z\"", "before the one before it")]
    [InlineData("announcement_hash", "\"00\"", "32 bytes")]
    [InlineData("entries", "-1", "entries")]
    [InlineData("entries", "null", "entries and a root")]
    [InlineData("root", "\"0011\"", "root of 32 bytes")]
    [InlineData("beacon", "null", "names its round")]
    [InlineData("beacon.round", "0", "names its round")]
    [InlineData("beacon.randomness", "\"00\"", "randomness")]
    [InlineData("secret", "\"0000000000000000000000000000000000000000000000000000000000000000\"", "no secret")]
    [InlineData("seed", "null", "a seed")]
    [InlineData("abandonment", "{\"reason\":\"x\",\"at\":\"2020-12-01T10:00:00.000000Z\"}", "abandonment")]
    public void Papers_that_are_not_whole_are_refused_with_the_reason(string path, string value, string reason)
    {
        var json = JsonNode.Parse(SampleDraw.Papers(3).Write())!;
        var names = path.Split('.');
        var node = names[..^1].Aggregate(json, (node, name) => node is JsonArray array ? array[int.Parse(name, provider: null)]! : node[name]!);
        if (node is JsonArray list)
            list[int.Parse(names[^1], provider: null)] = JsonNode.Parse(value);
        else
            node[names[^1]] = JsonNode.Parse(value);
        Assert.Contains(reason, Assert.Throws<FormatException>(() => DrawPapers.Read(Encoding.UTF8.GetBytes(json.ToJsonString()))).Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("notes", null)]
    [InlineData("format", "format")]
    [InlineData("announcement.algorithm", "algorithm")]
    [InlineData("announcement.identity", "identity")]
    [InlineData("announcement.amendments", "amendments")]
    [InlineData("announcement.source", "cannot be read")]
    public void A_member_that_is_absent_is_missed_unless_it_may_be(string path, string? reason)
    {
        var json = JsonNode.Parse(SampleDraw.Papers(3).Write())!;
        var names = path.Split('.');
        Assert.True(names[..^1].Aggregate(json, (node, name) => node[name]!).AsObject().Remove(names[^1]));
        var text = Encoding.UTF8.GetBytes(json.ToJsonString());
        if (reason is null)
            Assert.Empty(DrawPapers.Read(text).Notes);
        else
            Assert.Contains(reason, Assert.Throws<FormatException>(() => DrawPapers.Read(text)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Anything_else_is_refused()
    {
        Assert.Throws<FormatException>(() => DrawPapers.Read("null"u8));
        Assert.Throws<FormatException>(() => DrawPapers.Read("<html>"u8));
        Assert.Throws<FormatException>(() => DrawPapers.Read(new byte[DrawPapers.MaxSize + 1]));
    }

    /// <summary>Whoever knows the secret cannot use it: another text, another visitor or another order of amendments is another seed.</summary>
    [Fact]
    public void Whatever_is_exchanged_afterwards_changes_the_seed()
    {
        var seeds = new HashSet<string>(StringComparer.Ordinal);
        var leaves = SampleDraw.Leaves(50);
        var sample = SampleDraw.ByBeacon;
        Add(sample, leaves);
        Add(sample with { EventId = "concerT" }, leaves);
        Add(sample with { Generation = [.. SampleDraw.Generation.Reverse()] }, leaves);
        Add(sample with { GatherAt = null }, leaves);
        Add(sample with { GatherAt = sample.GatherAt + 1 }, leaves);
        Add(sample with { DrawAt = sample.DrawAt + 1 }, leaves);
        Add(sample with { Amendments = [] }, leaves);
        Add(sample with { Amendments = [sample.Amendments[0] with { MadeAt = sample.Amendments[0].MadeAt + 1 }] }, leaves);
        Add(sample with { Identity = DrawAnnouncement.OfBrowsers }, leaves);
        Add(sample with { Beacon = SampleDraw.Quicknet with { Period = 6 } }, leaves);
        Add(sample with { Beacon = SampleDraw.Quicknet with { Name = "slownet" } }, leaves);
        Add(SampleDraw.BySecret, leaves);
        Add(SampleDraw.BySecret with { Commitment = SHA256.HashData([1]) }, leaves);
        Add(sample, SampleDraw.Leaves(49));
        Add(sample, SampleDraw.Leaves(51));
        byte[] exchanged = [.. leaves.Bytes.Span[DrawLeaf.Size..], .. SampleDraw.Leaf(99)];
        Add(sample, LeafList.Sort(exchanged));
        Assert.Equal(16, seeds.Count);

        void Add(DrawAnnouncement announcement, LeafList list) =>
            Assert.True(seeds.Add(DrawText.Hex(DrawSeed.Of(announcement.Hash(), new MerkleTree(list).Root, SampleDraw.Secret))));
    }
}
