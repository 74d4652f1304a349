using System.Globalization;

namespace TrafficTacos.Gateway.Host.Authentication;

/// <summary>A key set as it lies in Redis: the time in milliseconds, a space, the document.</summary>
/// <param name="FetchedAt">When a gateway had it from the issuer.</param>
/// <param name="Document">The issuer's own words.</param>
internal sealed record KeySetDocument(DateTimeOffset FetchedAt, string Document)
{
    /// <summary>Long after it is due: a gateway that starts while the issuer is down has keys all the same.</summary>
    public static readonly TimeSpan Retention = TimeSpan.FromDays(2);

    public string Write() => string.Create(CultureInfo.InvariantCulture, $"{FetchedAt.ToUnixTimeMilliseconds()} {Document}");

    /// <summary>Null when there is none, or something else lies there.</summary>
    public static KeySetDocument? Read(string? text) =>
        text?.Split(' ', 2) is [var time, var document]
            && long.TryParse(time, NumberStyles.None, CultureInfo.InvariantCulture, out var milliseconds)
            && milliseconds <= DateTimeOffset.MaxValue.ToUnixTimeMilliseconds()
            ? new KeySetDocument(DateTimeOffset.FromUnixTimeMilliseconds(milliseconds), document)
            : null;
}
