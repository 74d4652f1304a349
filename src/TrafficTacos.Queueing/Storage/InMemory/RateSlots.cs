using TrafficTacos.Queueing.Estimation;

namespace TrafficTacos.Queueing.Storage.InMemory;

/// <summary>Counts in slots of 5 s over the last 15 minutes.</summary>
internal sealed class RateSlots
{
    private const long SlotLength = 5_000_000;
    private const int Slots = 180;

    private readonly (long Slot, long Count)[] _ring = new (long, long)[Slots];

    public void Add(long at)
    {
        var slot = at / SlotLength;
        ref var held = ref _ring[slot % Slots];
        held = (slot, held.Slot == slot ? held.Count + 1 : 1);
    }

    public RateWindows Windows(long at) => new(Sum(at, 12), Sum(at, 60), Sum(at, Slots));

    private long Sum(long at, int slots)
    {
        var oldest = at / SlotLength - slots;
        var sum = 0L;
        foreach (var (slot, count) in _ring)
            sum += slot > oldest ? count : 0;
        return sum;
    }
}
