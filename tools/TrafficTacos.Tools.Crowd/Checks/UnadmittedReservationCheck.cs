namespace TrafficTacos.Tools.Crowd.Checks;

/// <summary>Finds visitors who reserved, or reached the reservation service, without admission.</summary>
internal static class UnadmittedReservationCheck
{
    public const string Name = "reservations without admission";

    public static CheckResult Run(IReadOnlyList<UnadmittedReservation> reservations) =>
        new(Name, reservations.Count, reservations.Count == 0 ? null : $"visitor #{reservations[0].Visitor} {reservations[0].Description}");
}
