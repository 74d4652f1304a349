using System.Globalization;
using TrafficTacos.Queueing.Diagnostics;
using TrafficTacos.Queueing.Storage;
using TrafficTacos.Queueing.Tokens;

namespace TrafficTacos.Queueing.Engine;

/// <summary>Groups of visitors, as the application labels them.</summary>
internal sealed partial class WaitingRoomOperatorService
{
    /// <summary>Each costs the store a look at two keys more than another entry.</summary>
    private const int LabelledAtOnce = 250;

    private const int LabelsSampled = 20_000;
    private const int LargestGroups = 10;

    public override async Task<long> CountAsync(string eventId, string group, CancellationToken cancellationToken = default)
    {
        EventIdFormat.ThrowIfInvalid(eventId);
        return (await ListGroupAsync(eventId, await LabelOfAsync(eventId, group, cancellationToken).ConfigureAwait(false), cancellationToken).ConfigureAwait(false)).Count;
    }

    public override async Task<string> GetGroupIdAsync(string eventId, string group, CancellationToken cancellationToken = default)
    {
        EventIdFormat.ThrowIfInvalid(eventId);
        return IdOf(await LabelOfAsync(eventId, group, cancellationToken).ConfigureAwait(false));
    }

    public override async Task<GroupCounts> GetGroupsAsync(string eventId, CancellationToken cancellationToken = default)
    {
        EventIdFormat.ThrowIfInvalid(eventId);
        var (counts, cursor, seen, total) = (new Dictionary<ulong, long>(), "", 0L, 0L);
        do
        {
            var page = await store.ListLabelsAsync(eventId, cursor, LabelledAtOnce, cancellationToken).ConfigureAwait(false);
            foreach (var label in page.Labels)
                counts[label] = counts.GetValueOrDefault(label) + 1;
            (cursor, seen, total) = (page.Cursor, seen + page.Seen, page.Total);
        }
        while (cursor.Length > 0 && seen < LabelsSampled);
        var scale = cursor.Length > 0 && seen > 0 ? Math.Max(1, (double)total / seen) : 1;
        return new GroupCounts
        {
            IsSampled = cursor.Length > 0,
            Groups =
            [
                .. counts.OrderByDescending(group => group.Value).ThenBy(group => group.Key).Take(LargestGroups)
                    .Select(group => new GroupCount { Id = IdOf(group.Key), Group = groups.Find(group.Key), Count = (long)Math.Round(group.Value * scale) }),
            ],
        };
    }

    public override async Task<RemovalResult> RemoveManyAsync(string eventId, string group, string who, CancellationToken cancellationToken = default)
    {
        EventIdFormat.ThrowIfInvalid(eventId);
        OperatorInput.ThrowIfNoName(who, nameof(who));
        var label = await LabelOfAsync(eventId, group, cancellationToken).ConfigureAwait(false);
        return await RemoveGroupAsync(eventId, label, group, long.MaxValue, who, cancellationToken).ConfigureAwait(false);
    }

    public override Task<RemovalResult> RemoveGroupAsync(string eventId, string groupId, long most, string who, CancellationToken cancellationToken = default)
    {
        EventIdFormat.ThrowIfInvalid(eventId);
        OperatorInput.ThrowIfNoName(who, nameof(who));
        ArgumentOutOfRangeException.ThrowIfNegative(most);
        if (groupId is not { Length: 16 } || !ulong.TryParse(groupId, NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out var label))
            throw new ArgumentException("That is no id of a group: it has 16 hexadecimal digits.", nameof(groupId));
        return RemoveGroupAsync(eventId, label, groups.Find(label) ?? groupId, most, who, cancellationToken);
    }

    private async Task<RemovalResult> RemoveGroupAsync(string eventId, ulong label, string name, long most, string who, CancellationToken cancellationToken)
    {
        using var operation = new OperationScope(metrics, time, OperationNames.Remove, eventId, cancellationToken);
        var entries = await ListGroupAsync(eventId, label, cancellationToken).ConfigureAwait(false);
        if (entries.Count > most)
        {
            operation.Result = "refused";
            return new RemovalResult { TooMany = entries.Count };
        }

        var detail = string.Create(CultureInfo.InvariantCulture, $"group {name}, {entries.Count} visitors");
        var result = await RemoveAsync(eventId, [.. entries.Select(entry => new Place(entry, 0))], who, "remove_many", detail, cancellationToken).ConfigureAwait(false);
        operation.Result = result.Removed > 0 ? "done" : "unchanged";
        return result;
    }

    private async Task<ulong> LabelOfAsync(string eventId, string group, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(group);
        VisitorGroup.ThrowIfInvalid(group, nameof(group));
        return IdentityHash.Group(await keyRings.GetAsync(cancellationToken).ConfigureAwait(false), eventId, group);
    }

    /// <summary>Some entries may come twice.</summary>
    private async Task<HashSet<EntryId>> ListGroupAsync(string eventId, ulong label, CancellationToken cancellationToken)
    {
        var (entries, cursor) = (new HashSet<EntryId>(), "");
        do
        {
            var page = await store.ListEntriesAsync(eventId, EntryList.Labelled, label, cursor, LabelledAtOnce, cancellationToken).ConfigureAwait(false);
            entries.UnionWith(page.Entries);
            cursor = page.Cursor;
        }
        while (cursor.Length > 0);
        return entries;
    }

    private static string IdOf(ulong label) => label.ToString("x16", CultureInfo.InvariantCulture);
}
