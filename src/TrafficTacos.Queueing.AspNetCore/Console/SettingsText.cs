using System.Security.Cryptography;
using System.Text.Json;
using TrafficTacos.Queueing.AspNetCore.Wire;

namespace TrafficTacos.Queueing.AspNetCore.Console;

/// <summary>Settings as the API tells and takes them.</summary>
internal static class SettingsText
{
    private const int VersionBytes = 8;

    public static SettingsResponse Of(EventSettings settings)
    {
        var text = Write(settings);
        var hash = SHA256.HashData(JsonSerializer.SerializeToUtf8Bytes(text, ConsoleJson.Default.SettingsResponse));
        return text with { Version = Convert.ToHexStringLower(hash.AsSpan(0, VersionBytes)) };
    }

    private static SettingsResponse Write(EventSettings settings) => new()
    {
        AdmissionsPerSecond = settings.AdmissionsPerSecond,
        Burst = settings.Burst,
        Mode = EventNames.NameOf(settings.Mode),
        MaximumShoppers = settings.MaximumShoppers,
        GatherAt = settings.GatherAt,
        OpensAt = settings.OpensAt,
        ClosesAt = settings.ClosesAt,
        DrawAt = settings.DrawAt,
        Order = ConsoleNames.NameOf(settings.Order),
        Message = Texts(settings.Message),
        Changed = [.. settings.Changed.Select(ConsoleNames.NameOf)],
    };

    /// <summary>The change that a request asks for, or what is wrong with it.</summary>
    public static (EventSettingsChange? Change, ApiError? Error) Read(string eventId, SettingsRequest request, string who)
    {
        var (mode, order) = (ConsoleNames.FindMode(request.Mode), ConsoleNames.FindOrder(request.Order));
        if (request.Mode is not null && mode is null)
            return (null, ApiErrors.InvalidValue("mode is normal, paused, draining, passthrough, off or maintenance."));
        if (request.Order is not null && order is null)
            return (null, ApiErrors.InvalidValue("order is arrival or draw."));
        var reset = request.Reset?.Select(ConsoleNames.FindSetting).ToList() ?? [];
        if (reset.Contains(null))
            return (null, ApiErrors.InvalidValue("reset has a name that is no setting: " + string.Join(", ", Enum.GetValues<EventSetting>().Select(ConsoleNames.NameOf)) + "."));
        if (request.Message?.Any(text => text.Value is null) is true)
            return (null, ApiErrors.InvalidRequest);
        if (mode is { } wide && ConsoleNames.IsWide(wide) && !string.Equals(request.Confirm, eventId, StringComparison.Ordinal))
            return (null, ApiErrors.ConfirmationRequired);
        return (new EventSettingsChange
        {
            AdmissionsPerSecond = request.AdmissionsPerSecond,
            Burst = request.Burst,
            Mode = mode,
            MaximumShoppers = request.MaximumShoppers,
            GatherAt = request.GatherAt,
            OpensAt = request.OpensAt,
            ClosesAt = request.ClosesAt,
            DrawAt = request.DrawAt,
            Order = order,
            Message = request.Message is null ? null : MessageOf(request.Message),
            Reset = [.. reset.OfType<EventSetting>()],
            ChangedBy = who,
        }, null);
    }

    public static bool HasChange(EventSettingsChange change) => Enum.GetValues<EventSetting>().Any(setting => IsTouched(change, setting));

    /// <summary>What puts a change back: the value that an operator had set before, otherwise what is configured.</summary>
    public static SettingsRequest Undo(string eventId, EventSettingsChange change, EventSettings before)
    {
        EventSetting[] touched = [.. Enum.GetValues<EventSetting>().Where(setting => IsTouched(change, setting))];
        bool WasSet(EventSetting setting) => touched.Contains(setting) && before.Changed.Contains(setting);
        var mode = WasSet(EventSetting.Mode) ? before.Mode : (EventMode?)null;
        return new SettingsRequest
        {
            AdmissionsPerSecond = WasSet(EventSetting.AdmissionsPerSecond) ? before.AdmissionsPerSecond : null,
            Burst = WasSet(EventSetting.Burst) ? before.Burst : null,
            Mode = mode is { } set ? EventNames.NameOf(set) : null,
            MaximumShoppers = WasSet(EventSetting.MaximumShoppers) ? before.MaximumShoppers : null,
            GatherAt = WasSet(EventSetting.GatherAt) ? before.GatherAt : null,
            OpensAt = WasSet(EventSetting.OpensAt) ? before.OpensAt : null,
            ClosesAt = WasSet(EventSetting.ClosesAt) ? before.ClosesAt : null,
            DrawAt = WasSet(EventSetting.DrawAt) ? before.DrawAt : null,
            Order = WasSet(EventSetting.Order) ? ConsoleNames.NameOf(before.Order) : null,
            Message = WasSet(EventSetting.Message) ? Texts(before.Message) ?? new Dictionary<string, string>(StringComparer.Ordinal) : null,
            Reset = touched.Where(setting => !WasSet(setting)).Select(ConsoleNames.NameOf).ToList() is { Count: > 0 } reset ? reset : null,
            // It was confirmed once, by whoever set it.
            Confirm = mode is { } back && ConsoleNames.IsWide(back) ? eventId : null,
        };
    }

    private static bool IsTouched(EventSettingsChange change, EventSetting setting) => change.Reset.Contains(setting) || setting switch
    {
        EventSetting.AdmissionsPerSecond => change.AdmissionsPerSecond is not null,
        EventSetting.Burst => change.Burst is not null,
        EventSetting.Mode => change.Mode is not null,
        EventSetting.MaximumShoppers => change.MaximumShoppers is not null,
        EventSetting.GatherAt => change.GatherAt is not null,
        EventSetting.OpensAt => change.OpensAt is not null,
        EventSetting.ClosesAt => change.ClosesAt is not null,
        EventSetting.DrawAt => change.DrawAt is not null,
        EventSetting.Order => change.Order is not null,
        _ => change.Message is not null,
    };

    private static Dictionary<string, string>? Texts(EventMessage? message)
    {
        if (message is null)
            return null;
        var texts = new Dictionary<string, string>(message.Translations, StringComparer.OrdinalIgnoreCase);
        if (message.Text.Length > 0)
            texts[ConsoleNames.AnyLanguage] = message.Text;
        return texts;
    }

    private static EventMessage MessageOf(IReadOnlyDictionary<string, string> texts) => new()
    {
        Text = texts.GetValueOrDefault(ConsoleNames.AnyLanguage, ""),
        Translations = texts.Where(text => !string.Equals(text.Key, ConsoleNames.AnyLanguage, StringComparison.Ordinal))
            .ToDictionary(text => text.Key, text => text.Value, StringComparer.OrdinalIgnoreCase),
    };
}
