using System.Text.Json.Serialization;

namespace TrafficTacos.Gateway.Host.Reservations;

/// <summary>JSON of reservations. Values that a reply does not have are left out.</summary>
[JsonSourceGenerationOptions(DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull)]
[JsonSerializable(typeof(CreateReservationBody))]
[JsonSerializable(typeof(ReservationCreated))]
[JsonSerializable(typeof(ReservationView))]
[JsonSerializable(typeof(ConfirmReservationBody))]
[JsonSerializable(typeof(ReservationConfirmed))]
[JsonSerializable(typeof(ReservationCancelled))]
internal sealed partial class ReservationJson : JsonSerializerContext;
