using System.Buffers;
using System.Diagnostics.CodeAnalysis;

namespace TrafficTacos.Queueing;

/// <summary>The format of an event id: 1 to 128 characters of <c>A–Z a–z 0–9 . _ : -</c>.</summary>
public static class EventIdFormat
{
    /// <summary>The largest number of characters.</summary>
    public const int MaxLength = 128;

    /// <summary>The format in words, for error messages.</summary>
    internal const string Description = "1 to 128 characters of A-Z a-z 0-9 . _ : -";

    private static readonly SearchValues<char> Allowed =
        SearchValues.Create("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789._:-");

    /// <summary>Whether a text has the format of an event id.</summary>
    /// <param name="eventId">Any text.</param>
    public static bool IsValid([NotNullWhen(true)] string? eventId) =>
        eventId is { Length: > 0 and <= MaxLength } && !eventId.AsSpan().ContainsAnyExcept(Allowed);

    internal static void ThrowIfInvalid(string eventId)
    {
        if (!IsValid(eventId))
            throw new ArgumentException($"An event id has {Description}.", nameof(eventId));
    }
}
