using System.Globalization;
using System.Text.Json;
using TrafficTacos.Queueing.Operator.Cli;

namespace TrafficTacos.Queueing.Operator.Output;

/// <summary>What the audit says, for people. A changed setting has the old and the new value, each on a line, as the store keeps them.</summary>
internal static class AuditText
{
    private const string Configured = "as configured";

    public static string Of(AuditEntry entry) => entry.Detail.Split('\n') is [var before, var after]
        ? $"{Value(entry.What, before)} -> {Value(entry.What, after)}"
        : Table.Plain(entry.Detail);

    private static string Value(string what, string text)
    {
        if (text.Length == 0)
            return Configured;
        // Microseconds since the Unix epoch.
        if (what.EndsWith("_at", StringComparison.Ordinal) && long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var time))
            return Table.Time(DateTimeOffset.UnixEpoch.AddMicroseconds(time));
        // The number of QueueOrder.
        if (what.EndsWith(" order", StringComparison.Ordinal) && Enum.TryParse<QueueOrder>(text, out var order) && Enum.IsDefined(order))
            return Inputs.NameOf(order);
        return Table.Plain(what.EndsWith("message", StringComparison.Ordinal) ? Message(text) : text);
    }

    /// <summary>The text, and those of other languages.</summary>
    private static string Message(string json)
    {
        try
        {
            using var document = JsonDocument.Parse(json);
            return string.Join(", ", document.RootElement.EnumerateObject().OrderBy(text => text.Name, StringComparer.Ordinal)
                .Select(text => text.Name.Length == 0 ? $"\"{text.Value.GetString()}\"" : $"{text.Name}: \"{text.Value.GetString()}\""));
        }
        catch (Exception exception) when (exception is JsonException or InvalidOperationException)
        {
            return json;
        }
    }
}
