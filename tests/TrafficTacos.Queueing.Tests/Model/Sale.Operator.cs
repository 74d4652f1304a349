namespace TrafficTacos.Queueing.Tests.Model;

/// <summary>What operators do.</summary>
internal sealed partial class Sale
{
    private int _removals;

    private async Task<string> OperateAsync(Step step, Place place)
    {
        var store = tested.Store;
        var note = new AuditNote("operator", "model", step.Number % 4 == 0 ? "" : step.ToString());
        var label = (ulong)(1 + step.Number % 2);
        switch (step.Kind)
        {
            case StepKind.JoinLabelled:
                var joined = await store.JoinAsync(EventId, EntryOf(step.Who), label, policy, default);
                _places[step.Who] = new Place(EntryOf(step.Who), joined.Ticket);
                return (joined with { Generation = default }).ToString();
            case StepKind.Find:
                VisitorKey key = (step.Number % 3) switch
                {
                    0 => new(VisitorKeyKind.Entry, place.Entry, 0),
                    1 => new(VisitorKeyKind.User, OwnOf(step.Number), 0),
                    _ => new(VisitorKeyKind.Position, default, 1 + step.Number % 5),
                };
                var count = await store.CountEventAsync(EventId, policy, default);
                return $"{await store.FindVisitorAsync(EventId, key, policy, default)} {count with { Waits = [] }}";
            case StepKind.MoveUp:
                return (await store.MoveUpAsync(EventId, Asked(), note, policy, default)).ToString();
            case StepKind.Remove:
                return (await store.RemoveAsync(EventId, [Asked(), new Place(EntryOf(step.Number % 9), 0)], (UInt128)(uint)++_removals, note, policy, default)).ToString();
            case StepKind.RemoveLabelled:
                var page = await store.ListEntriesAsync(EventId, EntryList.Labelled, label, "", 1000, default);
                var all = page.Entries.Distinct().OrderBy(entry => entry.Value).Select(entry => new Place(entry, 0)).ToList();
                return all.Count == 0 ? "" : (await store.RemoveAsync(EventId, all, (UInt128)(uint)++_removals, note, policy, default)).ToString();
            default:
                var removal = (UInt128)(uint)Math.Max(0, _removals - step.Number % 3);
                var undone = await store.UndoAsync(EventId, removal, 1 + step.Number % 3, [], note, policy, default);
                var wanted = undone.Wanted ?? [];
                if (wanted.Count > 0)
                    undone = await store.UndoAsync(EventId, removal, 1 + step.Number % 3, [.. wanted.Select(RankOf)], note, policy, default);
                return $"{string.Join(' ', wanted)} {undone with { Wanted = null }}";
        }

        Place Asked() => step.Number % 3 == 0 ? place with { Ticket = 0 } : place;
    }
}
