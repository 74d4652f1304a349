using System.Globalization;

namespace TrafficTacos.Gateway.Host.Authentication;

/// <summary>A key set as Redis stores it: the time in milliseconds, a space, the document.</summary>
/// <param name="FetchedAt">When a gateway fetched it from the issuer.</param>
/// <param name="Document">The issuer's document.</param>
internal sealed record KeySetDocument(DateTimeOffset FetchedAt, string Document)
{
    /// <summary>Much longer than the cache time: a gateway that starts while the issuer is down still has keys.</summary>
    public static readonly TimeSpan Retention = TimeSpan.FromDays(2);

    public string Write() => string.Create(CultureInfo.InvariantCulture, $"{FetchedAt.ToUnixTimeMilliseconds()} {Document}");

    /// <summary>Returns null if there is none, or if the text is something else.</summary>
    public static KeySetDocument? Read(string? text) =>
        text?.Split(' ', 2) is [var time, var document]
            && long.TryParse(time, NumberStyles.None, CultureInfo.InvariantCulture, out var milliseconds)
            && milliseconds <= DateTimeOffset.MaxValue.ToUnixTimeMilliseconds()
            ? new KeySetDocument(DateTimeOffset.FromUnixTimeMilliseconds(milliseconds), document)
            : null;
}
