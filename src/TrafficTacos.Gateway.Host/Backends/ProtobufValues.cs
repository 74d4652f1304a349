using System.Text.Json;
using Google.Protobuf.WellKnownTypes;

namespace TrafficTacos.Gateway.Host.Backends;

/// <summary>Reads what replies are made of.</summary>
internal static class ProtobufValues
{
    private const string Unspecified = "UNSPECIFIED";

    /// <summary>An enum's value as the wire says it, <c>CONFIRMED</c>; one that this gateway does not know yet is UNSPECIFIED.</summary>
    public static string Name<T>(T value)
        where T : struct, System.Enum =>
        System.Enum.IsDefined(value) ? JsonNamingPolicy.SnakeCaseUpper.ConvertName(value.ToString()) : Unspecified;

    /// <summary>The time in UTC; null when there is none, or none that can be.</summary>
    public static DateTime? Time(Timestamp? timestamp) =>
        timestamp is { Nanos: >= 0 and < 1_000_000_000 } && timestamp.Seconds >= Earliest && timestamp.Seconds <= Latest ? timestamp.ToDateTime() : null;

    /// <summary>A text, or null for the empty one that stands for none.</summary>
    public static string? Text(string text) => text.Length == 0 ? null : text;

    private static readonly long Earliest = Timestamp.FromDateTimeOffset(DateTimeOffset.MinValue).Seconds;
    private static readonly long Latest = Timestamp.FromDateTimeOffset(DateTimeOffset.MaxValue).Seconds;
}
