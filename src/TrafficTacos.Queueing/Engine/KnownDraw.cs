using TrafficTacos.Queueing.Storage.Drawing;

namespace TrafficTacos.Queueing.Engine;

/// <summary>What this process read of one event's draw. However many ask at once, the store is asked once.</summary>
internal sealed class KnownDraw(TimeProvider time, TimeSpan maxAge)
{
    private readonly Lock _lock = new();
    private Task<DrawList?>? _list;
    private byte[]? _root;

    public SharedRead<PublishedRecord> Record { get; } = new(time, maxAge);

    /// <summary>The list with this root. One that the store does not have whole is asked for again.</summary>
    public Task<DrawList?> ListAsync(byte[] root, Func<Task<DrawList?>> read)
    {
        lock (_lock)
        {
            var isUsable = _list is { IsCompleted: false } || (_list is { IsCompletedSuccessfully: true } done && done.Result is not null);
            if (isUsable && root.AsSpan().SequenceEqual(_root))
                return _list!;
            _root = root;
            return _list = read();
        }
    }
}

/// <summary>The record of a draw, and what everybody may know of it; null if nothing was announced.</summary>
internal sealed record PublishedRecord(DrawReply Record, EventDraw? Draw);
