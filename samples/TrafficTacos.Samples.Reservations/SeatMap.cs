using System.Globalization;
using TrafficTacos.Contracts;

namespace TrafficTacos.Samples.Reservations;

/// <summary>The seats of one event. Their number is fixed; any id is a seat. A client that asks only for a quantity gets,
/// then B-1 and so on. The lock of <see cref="ReservationStore"/> guards it.</summary>
internal sealed class SeatMap(int capacity)
{
    private const int RowLength = 20;
    private const int Letters = 26;

    private readonly HashSet<string> _taken = new(StringComparer.Ordinal);
    private readonly Queue<string> _returned = new();
    private int _next;

    /// <summary>Takes the named seats, or a quantity of free ones: all of them, or none and the reason.</summary>
    public (IReadOnlyList<string>? Seats, ErrorCode Refusal) Take(IReadOnlyList<string> named, int quantity)
    {
        var count = named.Count > 0 ? named.Count : quantity;
        if (named.Any(_taken.Contains))
            return (null, ErrorCode.InventoryConflict);
        if (_taken.Count + count > capacity)
            return (null, ErrorCode.InsufficientInventory);
        if (named.Count == 0)
            return ([.. Enumerable.Range(0, quantity).Select(_ => Pick())], default);
        _taken.UnionWith(named);
        return ([.. named], default);
    }

    public void Return(IEnumerable<string> seats)
    {
        foreach (var seat in seats.Where(_taken.Remove))
            _returned.Enqueue(seat);
    }

    private string Pick()
    {
        while (_returned.TryDequeue(out var seat))
        {
            if (_taken.Add(seat))
                return seat;
        }

        string name;
        do
            name = Name(_next++);
        while (!_taken.Add(name));
        return name;
    }

    private static string Name(int index)
    {
        var (row, number) = Math.DivRem(index, RowLength);
        var letters = "";
        for (var rest = row + 1; rest > 0; rest = (rest - 1) / Letters)
            letters = (char)('A' + ((rest - 1) % Letters)) + letters;
        return string.Create(CultureInfo.InvariantCulture, $"{letters}-{number + 1}");
    }
}
