using System.Text.Json;
using Google.Protobuf.WellKnownTypes;

namespace TrafficTacos.Gateway.Host.Backends;

/// <summary>Converts values of replies to values of responses.</summary>
internal static class ProtobufValues
{
    private const string Unspecified = "UNSPECIFIED";

    private static readonly long MinSeconds = Timestamp.FromDateTimeOffset(DateTimeOffset.MinValue).Seconds;
    private static readonly long MaxSeconds = Timestamp.FromDateTimeOffset(DateTimeOffset.MaxValue).Seconds;

    /// <summary>The name of an enumeration's value, such as <c>CONFIRMED</c>; <c>UNSPECIFIED</c> for a value that this gateway does not
    /// know.</summary>
    public static string Name<T>(T value)
        where T : struct, System.Enum =>
        System.Enum.IsDefined(value) ? JsonNamingPolicy.SnakeCaseUpper.ConvertName(value.ToString()) : Unspecified;

    /// <summary>The time in UTC; null if there is none or it is out of range.</summary>
    public static DateTime? Time(Timestamp? timestamp) =>
        timestamp is { Nanos: >= 0 and < 1_000_000_000 } && timestamp.Seconds >= MinSeconds && timestamp.Seconds <= MaxSeconds ? timestamp.ToDateTime() : null;

    /// <summary>The text; null if it is empty, which is how a reply leaves it out.</summary>
    public static string? Text(string text) => text.Length == 0 ? null : text;
}
