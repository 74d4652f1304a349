namespace TrafficTacos.Queueing.AspNetCore.Console;

/// <summary>The words of the console's API.</summary>
internal static class ConsoleNames
{
    /// <summary>The key of a message for every language that has no text of its own. It is no name of a language.</summary>
    public const string AnyLanguage = "default";

    /// <summary>The modes that hold for everybody at once.</summary>
    public static bool IsWide(EventMode mode) => mode is EventMode.Passthrough or EventMode.Off or EventMode.Maintenance;

    public static string NameOf(EventSetting setting) => Snake(setting.ToString());

    public static string NameOf(QueueOrder order) => order == QueueOrder.Draw ? "draw" : "arrival";

    public static string NameOf(EventAlertKind kind) => Snake(kind.ToString());

    public static string NameOf(VisitorStanding standing) => Snake(standing.ToString());

    public static string NameOf(AdmitNextOutcome outcome) => Snake(outcome.ToString());

    public static string NameOf(UndoOutcome outcome) => Snake(outcome.ToString());

    public static string NameOf(BeaconSupplyOutcome outcome) => Snake(outcome.ToString());

    public static string NameOf(DrawPhase phase) => Snake(phase.ToString());

    /// <summary>Null where there is a forecast.</summary>
    public static string? NameOf(ForecastReason reason) => reason switch
    {
        ForecastReason.None => null,
        ForecastReason.NobodyWaits => "empty",
        _ => Snake(reason.ToString()),
    };

    /// <summary>Null for a word that is none of them.</summary>
    public static EventMode? FindMode(string? name) => Find<EventMode>(name) is { } mode and not EventMode.Recovering ? mode : null;

    public static QueueOrder? FindOrder(string? name) => Find<QueueOrder>(name);

    public static EventSetting? FindSetting(string? name) => Find<EventSetting>(name);

    private static T? Find<T>(string? name)
        where T : struct, Enum
    {
        foreach (var value in Enum.GetValues<T>())
        {
            if (string.Equals(Snake(value.ToString()), name, StringComparison.Ordinal))
                return value;
        }

        return null;
    }

    /// <summary>As the contract spells what C# spells in capitals.</summary>
    private static string Snake(string name) =>
        string.Concat(name.Select((character, i) => char.IsUpper(character) ? (i == 0 ? "" : "_") + char.ToLowerInvariant(character) : character.ToString()));
}
