using TrafficTacos.Gateway.Host.Configuration;

namespace TrafficTacos.Gateway.Host.Reservations;

/// <summary>Reservations.</summary>
internal sealed class ReservationSettings(SettingsReader reader)
{
    public bool RequireAdmission { get; init; } = reader.Boolean(
        new("Reservations:RequireAdmission", "RESERVATIONS_REQUIRE_ADMISSION", "A reservation requires a pass of the waiting room."), true);
}
