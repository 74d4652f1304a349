using TrafficTacos.Gateway.Host.Configuration;

namespace TrafficTacos.Gateway.Host.Reservations;

/// <summary>Reservations.</summary>
internal sealed class ReservationSettings(SettingsReader reader)
{
    public bool RequireAdmission { get; init; } = reader.Boolean(
        new("Reservations:RequireAdmission", "RESERVATIONS_REQUIRE_ADMISSION", "A reservation requires a pass of the waiting room."), true);

    public bool AcceptSessions { get; init; } = reader.Boolean(
        new("Reservations:AcceptSessions", "RESERVATIONS_ACCEPT_SESSIONS", "A visitor's session serves in the place of a pass, for any number of reservations while it lives."), false);
}
