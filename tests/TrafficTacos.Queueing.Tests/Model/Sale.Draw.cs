using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using TrafficTacos.Queueing.Storage.Drawing;

namespace TrafficTacos.Queueing.Tests.Model;

/// <summary>A draw by hand: with a root, a seed and ranks that are made up, which are all the store knows of them.</summary>
internal sealed partial class Sale
{
    private const int PartSize = 2;

    /// <summary>Larger than the crowd, so that no two ranks are the same.</summary>
    private const int Prime = 11;

    private List<Place> _drawn = [];
    private DrawReply? _known;

    private IDrawStore Draws => (IDrawStore)tested.Store;

    private async Task<string> DrawAsync(Step step)
    {
        var now = await Draws.DrawAsync(EventId, DrawStep.Read, policy, default);
        var stage = step.Kind == StepKind.DrawNext ? now.State.Stage : (DrawStage)(step.Number % 7);
        var text = stage switch
        {
            DrawStage.Frozen => await RootAsync(step),
            DrawStage.Seeded => await RankAsync(step, now),
            _ => Describe(await Draws.DrawAsync(EventId, NextOf(stage, step, now), policy, default)),
        };
        var read = await Draws.DrawAsync(EventId, DrawStep.Read, policy, default);
        if (step.Number % 3 == 0)
            _known = read;
        return $"{text}\n{Describe(read)}\n{string.Join(' ', await DrawnAsync(left: false))} left {string.Join(' ', await DrawnAsync(left: true))}";
    }

    private DrawStep NextOf(DrawStage stage, Step step, DrawReply now) => stage switch
    {
        DrawStage.None => DrawStep.Announce(now.Generation, "papers"u8.ToArray(), now.Schedule.DrawAt, step.Number % 2 == 0 ? [42] : null),
        DrawStage.Announced => now.Schedule.DrawAt > now.State.At ? DrawStep.Amend : DrawStep.Freeze,
        DrawStage.Rooted when step.Kind == StepKind.DrawAny && step.Number % 4 == 3 => DrawStep.Supply([(byte)step.Number], step.Number % 8 == 3 ? "ann" : "bob"),
        DrawStage.Rooted => DrawStep.Seed([1, 2, 3], step.Number % 2 == 0 ? [4] : null, [.. Enumerable.Repeat((byte)7, 32)]),
        // As if some of it had been lost.
        DrawStage.Ranked when _known is { } known && step.Kind == StepKind.DrawAny =>
            DrawStep.Restore(step.Number % 2 == 0 ? known : known with { State = known.State with { Stage = DrawStage.Ranked } }),
        DrawStage.Abandoned when step.Kind == StepKind.DrawAny && step.Number % 5 == 0 => DrawStep.Abandon("rain", "ann"),
        _ => DrawStep.Read,
    };

    private async Task<string> RootAsync(Step step)
    {
        var drawn = (await DrawnAsync(left: false)).Concat(await DrawnAsync(left: true)).Select(entry => entry.Place).Distinct().OrderBy(place => place.Entry.Value).ToList();
        var text = new StringBuilder();
        var root = SHA256.HashData(Encoding.ASCII.GetBytes(string.Join(' ', drawn)));
        var part = await Draws.KeepPartAsync(EventId, root, 0, new DrawPart(new byte[32 * drawn.Count], new byte[24 * drawn.Count]), default);
        text.Append(CultureInfo.InvariantCulture, $"kept {part.Leaves.Length} {part.Whose.Length} ");
        var reply = await Draws.DrawAsync(EventId, DrawStep.Root(root, drawn.Count, step.Number % 2 == 0 ? (1_692_803_367, 3) : null), policy, default);
        if (reply.Made)
            _drawn = drawn;
        return text.Append(Describe(reply)).ToString();
    }

    /// <summary>A positive one for who is not in the list.</summary>
    private DrawnRank RankOf(Place place) => _drawn.IndexOf(place) is >= 0 and var i ? RankAt(place, i) : new DrawnRank(place, 1, false);

    private static DrawnRank RankAt(Place place, int i) => new(place, Rank.LargestDrawn - ((7 * i + 3) % Prime), i % 4 == 0);

    private async Task<string> RankAsync(Step step, DrawReply now)
    {
        var parts = (_drawn.Count + PartSize - 1) / PartSize;
        var part = step.Kind == StepKind.DrawNext ? (int)(now.Number(DrawFields.Ranked) ?? 0) : step.Number % (parts + 1);
        var ranks = _drawn.Select(RankAt).OrderBy(drawn => drawn.Rank).Skip(part * PartSize).Take(PartSize).ToList();
        var done = ranks.Count > 0 ? await Draws.RankAsync(EventId, part, ranks, policy, default) : null;
        return $"{done} {Describe(await Draws.DrawAsync(EventId, DrawStep.Ranked(parts), policy, default))}";
    }

    private async Task<List<DrawnEntry>> DrawnAsync(bool left)
    {
        var (all, after) = (new List<DrawnEntry>(), (double?)null);
        while (await Draws.ReadDrawnAsync(EventId, left, after, 3, policy, default) is var page && page.Count > 0)
        {
            all.AddRange(page);
            after = page[^1].Cursor;
        }

        return all;
    }

    private static string Describe(DrawReply reply) =>
        $"{reply.Made} {reply.State} {reply.RecordedStage} {reply.RecordedFreeze} {reply.Now} {reply.Time} {reply.Schedule} {reply.IsRecovering} " + string.Join(' ', reply.Fields
            .Where(field => field.Key != DrawFields.Generation).OrderBy(field => field.Key, StringComparer.Ordinal).Select(field => $"{field.Key}={Convert.ToHexString(field.Value)}"));
}
