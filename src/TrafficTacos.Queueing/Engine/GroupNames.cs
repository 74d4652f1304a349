using System.Collections.Concurrent;

namespace TrafficTacos.Queueing.Engine;

/// <summary>The names of groups that this process saw lately: the store keeps a hash of them. A group that is large enough to matter to an operator
/// joins at every gateway.</summary>
internal sealed class GroupNames
{
    /// <summary>When there are more, all are dropped; those of large groups are soon back.</summary>
    internal const int MaxNames = 20_000;

    private readonly ConcurrentDictionary<ulong, string> _names = new();

    public int Count => _names.Count;

    public string? Find(ulong label) => _names.GetValueOrDefault(label);

    public void Note(ulong label, string? name)
    {
        if (name is null || _names.ContainsKey(label))
            return;
        if (_names.Count >= MaxNames)
            _names.Clear();
        _names[label] = name;
    }
}
