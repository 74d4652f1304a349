namespace TrafficTacos.Tools.Crowd.Checks;

/// <summary>Finds reservations that were accepted and later unknown, or paid in time and not confirmed.</summary>
internal static class LostReservationCheck
{
    public const string Name = "lost reservations";

    public static CheckResult Run(IReadOnlyList<VisitorFailure> failures) =>
        new(Name, failures.Count, failures.Count == 0 ? null : $"visitor #{failures[0].Visitor}: {failures[0].Reason}");
}
