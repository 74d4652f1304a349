using System.Globalization;
using TrafficTacos.Queueing.Admission;

namespace TrafficTacos.Queueing.Storage.InMemory;

/// <summary>Settings that an operator changes at run time: lua/settings.lua.</summary>
internal sealed partial class EventQueue
{
    /// <summary>Operators prepare a sale days ahead: a change is kept this much longer than the event, and to the end of its schedule.</summary>
    private const long ChangeRetention = 30 * 24 * 3600 * Second;

    private Dictionary<string, string> _changed;
    private long _settingsExpireAt;

    /// <param name="change">What to change.</param>
    /// <param name="policy">The configuration.</param>
    /// <param name="at">The process' clock.</param>
    /// <param name="keep">Gets what is changed from now on. If it throws, nothing is.</param>
    public SettingsReply Change(EventSettingsChange change, EventPolicy policy, long at, Action<Dictionary<string, string>>? keep = null)
    {
        var now = Read(policy, at);
        var values = SettingValues.Of(change);
        if (values.Count == 0)
            return Reply(now.Numbers, SettingFault.None);
        var changed = With(values);
        var wanted = EventNumbers.Of(policy, changed);
        if (_draw.Stage >= DrawStage.Frozen && Names(values, EventSetting.OpensAt) && !Names(values, EventSetting.DrawAt) && wanted.DrawAt != now.Numbers.DrawAt)
        {
            // A draw without a time of its own goes with the opening, but this one has been.
            values = [.. values, (SettingValues.NameOf(EventSetting.DrawAt), now.Numbers.DrawAt.ToString("0", CultureInfo.InvariantCulture))];
            changed = With(values);
            wanted = EventNumbers.Of(policy, changed);
        }

        var hasJoins = _positions.Count > 0 || (now.Phase == EventPhase.Open && HasBegun);
        var fault = wanted.FaultAfter(
            now.Numbers, _draw.Stage, now.Time, values.ToDictionary(value => value.Name, value => value.Value, StringComparer.Ordinal), hasJoins, _admitted.Count + _seats.Count);
        if (!fault.IsNone)
            return Reply(now.Numbers, fault);

        keep?.Invoke(changed);
        // Time that passed stays passed, and tokens that were earned stay earned, but none of while everybody was let through.
        _bucket = (now.Numbers.IsPassing && !wanted.IsPassing ? 0 : now.Level, now.Clock.Store);
        _clock = now.Clock with { Run = at };
        foreach (var (name, value) in values)
            AppendAudit(new AuditNote(change.ChangedBy, "set " + name, _changed.GetValueOrDefault(name, "") + "\n" + value));
        _changed = changed;
        var ends = Math.Max(at, (long)Math.Max(wanted.OpensAt, wanted.ClosesAt));
        _settingsExpireAt = ends + (long)(policy.Retention * Second) + ChangeRetention;
        ExtendExpiry(policy, at);
        return Reply(wanted, SettingFault.None);
    }

    private Dictionary<string, string> With(IReadOnlyList<(string Name, string Value)> values)
    {
        var changed = new Dictionary<string, string>(_changed, StringComparer.Ordinal);
        foreach (var (name, value) in values)
        {
            if (value.Length == 0)
                changed.Remove(name);
            else
                changed[name] = value;
        }

        return changed;
    }

    private static bool Names(IReadOnlyList<(string Name, string Value)> values, EventSetting setting) =>
        values.Any(value => string.Equals(value.Name, SettingValues.NameOf(setting), StringComparison.Ordinal));

    private SettingsReply Reply(in EventNumbers numbers, SettingFault fault) => new(SettingValues.ToSettings(numbers, _changed.Keys), fault);
}
