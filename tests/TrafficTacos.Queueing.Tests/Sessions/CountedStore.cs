using System.Reflection;

namespace TrafficTacos.Queueing.Tests.Sessions;

/// <summary>A store that counts the questions about sessions, and whose journal can be away.</summary>
public class CountedStore : DispatchProxy
{
    private IQueueStore _store = null!;

    internal int Sessions { get; private set; }

    internal bool IsJournalAway { get; set; }

    internal IQueueStore Store => (IQueueStore)(object)this;

    internal static CountedStore Over(IQueueStore store)
    {
        var counted = (CountedStore)(object)Create<IQueueStore, CountedStore>();
        counted._store = store;
        return counted;
    }

    protected override object? Invoke(MethodInfo? targetMethod, object?[]? args)
    {
        if (string.Equals(targetMethod!.Name, nameof(IQueueStore.SessionAsync), StringComparison.Ordinal))
            Sessions++;
        if (IsJournalAway && string.Equals(targetMethod.Name, nameof(IQueueStore.ReadJournalAsync), StringComparison.Ordinal))
            throw new WaitingRoomUnavailableException("The journal is away.");
        return targetMethod.Invoke(_store, args);
    }
}
