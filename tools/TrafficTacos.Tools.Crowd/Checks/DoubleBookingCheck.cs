namespace TrafficTacos.Tools.Crowd.Checks;

/// <summary>Finds seats that were confirmed to two orders. A reservation that became two orders counts too: both have its seats.</summary>
internal static class DoubleBookingCheck
{
    public const string Name = "double bookings";

    public static CheckResult Run(IReadOnlyList<Booking> bookings)
    {
        var bookingOf = new Dictionary<string, Booking>(StringComparer.Ordinal);
        var duplicates = new List<string>();
        foreach (var booking in bookings)
        {
            foreach (var seat in booking.Seats)
            {
                if (!bookingOf.TryAdd(seat, booking) && !string.Equals(bookingOf[seat].OrderId, booking.OrderId, StringComparison.Ordinal))
                    duplicates.Add($"seat {seat} belongs to order {bookingOf[seat].OrderId} of visitor #{bookingOf[seat].Visitor} and to {booking.OrderId} of #{booking.Visitor}");
            }
        }

        return new CheckResult(Name, duplicates.Count, duplicates.FirstOrDefault());
    }
}
