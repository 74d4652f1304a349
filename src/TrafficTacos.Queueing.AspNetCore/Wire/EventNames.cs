using System.Globalization;
using Microsoft.AspNetCore.Http;

namespace TrafficTacos.Queueing.AspNetCore.Wire;

/// <summary>What an event does, as the wire spells it.</summary>
internal static class EventNames
{
    public static string NameOf(EventMode mode) => mode switch
    {
        EventMode.Paused => "paused",
        EventMode.Recovering => "recovering",
        EventMode.Draining => "draining",
        EventMode.Passthrough => "passthrough",
        EventMode.Off => "off",
        EventMode.Maintenance => "maintenance",
        _ => "normal",
    };

    public static string NameOf(EventPhase phase) => phase switch
    {
        EventPhase.Scheduled => "scheduled",
        EventPhase.Gathering => "gathering",
        EventPhase.Closed => "closed",
        _ => "open",
    };

    /// <summary>An operator's message in the language that the request prefers; null for none.</summary>
    public static string? MessageOf(EventStatus? status, HttpRequest request)
    {
        if (status?.Message is not { } message)
            return null;
        if (message.Translations.Count == 0)
            return message.Text;
        var wanted = request.GetTypedHeaders().AcceptLanguage.OrderByDescending(language => language.Quality ?? 1).FirstOrDefault();
        return wanted?.Value.Value is { } language ? message.In(language) : message.Text;
    }

    /// <summary>Why somebody who asks to enter may not yet.</summary>
    public static string ReasonOf(EnterResult entered) => (entered.Mode, entered.Phase) switch
    {
        (EventMode.Paused, _) => "Admission is paused. Your place is kept.",
        (EventMode.Maintenance, _) => "The event is being worked on. Your place is kept.",
        (EventMode.Recovering, _) => "The queue is being restored. Your place is kept; admission goes on shortly.",
        (_, EventPhase.Scheduled or EventPhase.Gathering) => "The event is not open yet. Your place is kept.",
        _ when entered.Position == 0 => "The draw is not done yet. Your place is kept.",
        _ => string.Create(CultureInfo.InvariantCulture, $"You are number {entered.Position}; it is not your turn yet."),
    };
}
