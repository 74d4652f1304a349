namespace TrafficTacos.Samples.Crowd.Verdict;

/// <summary>One seat confirmed to two orders; also one reservation that became two orders, which have the same seats.</summary>
internal static class DoubleBookingCheck
{
    public const string Name = "double bookings";

    public static Finding Run(IReadOnlyList<Booking> bookings)
    {
        var owners = new Dictionary<string, Booking>(StringComparer.Ordinal);
        var doubles = new List<string>();
        foreach (var booking in bookings)
        {
            foreach (var seat in booking.Seats)
            {
                if (!owners.TryAdd(seat, booking) && !string.Equals(owners[seat].OrderId, booking.OrderId, StringComparison.Ordinal))
                    doubles.Add($"seat {seat} belongs to order {owners[seat].OrderId} of visitor #{owners[seat].Visitor} and to {booking.OrderId} of #{booking.Visitor}");
            }
        }

        return new Finding(Name, doubles.Count, doubles.FirstOrDefault());
    }
}

/// <summary>Reservations that were accepted and then neither confirmed, cancelled nor expired, but gone.</summary>
internal static class LostReservationCheck
{
    public const string Name = "lost reservations";

    public static Finding Run(IReadOnlyList<LostReservation> lost) =>
        new(Name, lost.Count, lost.Count == 0 ? null : $"visitor #{lost[0].Visitor}: {lost[0].Why}");
}

/// <summary>Reservations made, or seats looked at, by somebody who was not admitted.</summary>
internal static class TrespassCheck
{
    public const string Name = "reservations without admission";

    public static Finding Run(IReadOnlyList<Trespass> trespasses) =>
        new(Name, trespasses.Count, trespasses.Count == 0 ? null : $"visitor #{trespasses[0].Visitor} {trespasses[0].How}");
}

/// <summary>Buyers who were let in and were told neither order nor no. The example is the most frequent reason.</summary>
internal static class UnansweredCheck
{
    public const string Name = "unanswered buyers";

    public static Finding Run(IReadOnlyList<Loss> unanswered)
    {
        var most = unanswered.GroupBy(loss => loss.Why, loss => loss.Visitor, StringComparer.Ordinal).MaxBy(group => group.Count());
        return new Finding(Name, unanswered.Count, most is null ? null : $"{most.Count()} of them, #{most.First()} for one: {most.Key}");
    }
}
