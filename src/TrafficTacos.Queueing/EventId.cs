using System.Buffers;
using System.Diagnostics.CodeAnalysis;

namespace TrafficTacos.Queueing;

/// <summary>What an event id may look like: 1–128 characters of <c>A–Z a–z 0–9 . _ : -</c>.</summary>
public static class EventId
{
    /// <summary>The most characters an event id may have.</summary>
    public const int MaximumLength = 128;

    private static readonly SearchValues<char> Allowed =
        SearchValues.Create("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789._:-");

    /// <summary>Whether <paramref name="eventId"/> can name an event.</summary>
    /// <param name="eventId">The id as it came from outside.</param>
    public static bool IsValid([NotNullWhen(true)] string? eventId) =>
        eventId is { Length: > 0 and <= MaximumLength } && !eventId.AsSpan().ContainsAnyExcept(Allowed);

    internal static void ThrowIfInvalid(string eventId)
    {
        if (!IsValid(eventId))
            throw new ArgumentException("An event id has 1 to 128 characters of A-Z a-z 0-9 . _ : -", nameof(eventId));
    }
}
