using TrafficTacos.Gateway.Host.Configuration;

namespace TrafficTacos.Gateway.Host.Reservations;

/// <summary>How reservations are made.</summary>
/// <param name="RequireAdmission">Whether a reservation needs a pass of the waiting room. Default true.</param>
internal sealed record ReservationSettings(bool RequireAdmission)
{
    public const string RequireAdmissionKey = "Reservations:RequireAdmission";

    public static ReservationSettings Read(SettingsReader reader) => new(reader.Flag(RequireAdmissionKey, true));
}
