using System.Globalization;
using System.Text.RegularExpressions;

namespace TrafficTacos.Queueing.Admission;

/// <summary>The settings of an event that can be changed at run time, by name and as text, as lua/include/read_policy.lua reads them.</summary>
internal static partial class SettingValues
{
    public const string MessageName = "message";

    private static readonly string[] Names =
    [
        "admissions_per_second", "burst", "mode", "maximum_shoppers", "gather_at", "opens_at", "closes_at", "draw_at", "order", MessageName,
    ];

    private static readonly DateTimeOffset Latest = DateTimeOffset.UnixEpoch.AddMicroseconds(9e15);

    public static string NameOf(EventSetting setting) => Names[(int)setting];

    /// <summary>Null for a name that is none.</summary>
    public static EventSetting? Find(string name) => Array.IndexOf(Names, name) is >= 0 and var index ? (EventSetting)index : null;

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

    /// <summary>The mode of a name that a change was written with.</summary>
    public static EventMode ModeOf(string name) => name switch
    {
        "paused" => EventMode.Paused,
        "draining" => EventMode.Draining,
        "passthrough" => EventMode.Passthrough,
        "off" => EventMode.Off,
        "maintenance" => EventMode.Maintenance,
        _ => EventMode.Normal,
    };

    /// <summary>What a change sets, in the order of <see cref="EventSetting"/>; an empty text is as configured.</summary>
    public static IReadOnlyList<(string Name, string Value)> Of(EventSettingsChange change)
    {
        (EventSetting Setting, string? Value)[] all =
        [
            (EventSetting.AdmissionsPerSecond, change.AdmissionsPerSecond?.ToString("R", CultureInfo.InvariantCulture)),
            (EventSetting.Burst, change.Burst?.ToString(CultureInfo.InvariantCulture)),
            (EventSetting.Mode, change.Mode is { } mode ? NameOf(mode) : null),
            (EventSetting.MaximumShoppers, change.MaximumShoppers?.ToString(CultureInfo.InvariantCulture)),
            (EventSetting.GatherAt, Text(change.GatherAt)),
            (EventSetting.OpensAt, Text(change.OpensAt)),
            (EventSetting.ClosesAt, Text(change.ClosesAt)),
            (EventSetting.DrawAt, Text(change.DrawAt)),
            (EventSetting.Order, change.Order is { } order ? ((int)order).ToString(CultureInfo.InvariantCulture) : null),
            (EventSetting.Message, change.Message is { } message ? MessageText.Write(message) : null),
        ];
        return [.. all.Where(item => item.Value is not null || change.Reset.Contains(item.Setting)).Select(item => (NameOf(item.Setting), item.Value ?? ""))];
    }

    public static EventSettings ToSettings(in EventNumbers numbers, IEnumerable<string> changed) => new()
    {
        AdmissionsPerSecond = numbers.Rate,
        Burst = (int)numbers.Burst,
        Mode = numbers.Mode,
        MaximumShoppers = (int)numbers.MaximumShoppers,
        GatherAt = Time(numbers.GatherAt),
        OpensAt = Time(numbers.OpensAt),
        ClosesAt = Time(numbers.ClosesAt),
        DrawAt = numbers.Order == QueueOrder.Draw ? Time(numbers.DrawAt) : null,
        Order = numbers.Order,
        Message = MessageText.Read(numbers.Message),
        Changed = [.. changed.Select(Find).OfType<EventSetting>().Order()],
    };

    /// <summary>Null for zero, which is none.</summary>
    public static DateTimeOffset? Time(double microseconds) => microseconds == 0 ? null : DateTimeOffset.UnixEpoch.AddMicroseconds(microseconds);

    public static bool IsEmpty(EventSettingsChange change) => Of(change).Count == 0;

    /// <exception cref="ArgumentException">The change cannot be, whatever the event.</exception>
    public static void ThrowIfInvalid(EventSettingsChange change, string parameter)
    {
        if (MistakeIn(change) is { } mistake)
            throw new ArgumentException(mistake, parameter);
    }

    /// <summary>What no event may be changed to, whatever its state; null if nothing is wrong.</summary>
    private static string? MistakeIn(EventSettingsChange change)
    {
        if (change.AdmissionsPerSecond is { } rate && !(rate > 0 && rate <= EventOptions.MaximumRate))
            return $"AdmissionsPerSecond is {rate}; it must be above 0 and at most {EventOptions.MaximumRate}. To admit nobody, set Mode to Paused.";
        if (change.Burst is < 1 or > EventOptions.MaximumRate)
            return $"Burst is {change.Burst}; it must be 1 to {EventOptions.MaximumRate}.";
        if (change.MaximumShoppers is < 0 or > EventOptions.MostShoppers)
            return $"MaximumShoppers is {change.MaximumShoppers}; it must be 0 to {EventOptions.MostShoppers}.";
        if (change.Mode is { } mode && (mode == EventMode.Recovering || !Enum.IsDefined(mode)))
            return $"Mode is {mode}; it must be Normal, Paused, Draining, Passthrough, Off or Maintenance.";
        if (change.Order is { } order && !Enum.IsDefined(order))
            return $"Order is {order}; it must be Arrival or Draw.";
        foreach (var (name, time) in (ReadOnlySpan<(string, DateTimeOffset?)>)[("GatherAt", change.GatherAt), ("OpensAt", change.OpensAt), ("ClosesAt", change.ClosesAt), ("DrawAt", change.DrawAt)])
        {
            if (time > Latest || time <= DateTimeOffset.UnixEpoch)
                return $"{name} is {time:u}; it must be a time between 1970 and {Latest.Year}.";
        }

        if (change.Reset.FirstOrDefault(setting => !Enum.IsDefined(setting), EventSetting.Burst) is var unknown && !Enum.IsDefined(unknown))
            return $"Reset names {unknown}, which is no setting.";
        if (change.ChangedBy is not { } who || (who.Length > 0 && !OperatorText.IsName(who)))
            return $"ChangedBy must be empty or {OperatorText.Name}.";
        return change.Message is { } message ? MistakeIn(message) : null;
    }

    private static string? MistakeIn(EventMessage message)
    {
        if (message.Text is null || message.Translations is null)
            return "Message has no text.";
        if (message.Translations.Count > EventMessage.MaximumTranslations)
            return $"Message has {message.Translations.Count} translations; it may have {EventMessage.MaximumTranslations}.";
        foreach (var (language, text) in message.Translations.Prepend(KeyValuePair.Create("en", message.Text)))
        {
            if (!Language().IsMatch(language))
                return "Message has a translation for what is no language; expected are names such as 'ko' or 'pt-BR'.";
            if (text is null || text.Length > EventMessage.MaximumLength)
                return $"Message has a text of {text?.Length ?? 0} characters; it may have {EventMessage.MaximumLength}.";
            if (!OperatorText.IsPlain(text))
                return "Message must be plain text, without '<', '>' and control characters.";
        }

        return null;
    }

    private static string? Text(DateTimeOffset? time) =>
        time is { } at ? (at - DateTimeOffset.UnixEpoch).TotalMicroseconds.ToString("F0", CultureInfo.InvariantCulture) : null;

    [GeneratedRegex("^[A-Za-z]{2,3}(-[A-Za-z0-9]{2,8}){0,3}$", RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture | RegexOptions.NonBacktracking)]
    private static partial Regex Language();
}
