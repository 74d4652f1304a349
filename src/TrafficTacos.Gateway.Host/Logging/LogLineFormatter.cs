using System.Buffers;
using System.Diagnostics;
using System.Globalization;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using Microsoft.Extensions.Logging.Abstractions;

namespace TrafficTacos.Gateway.Host.Logging;

/// <summary>
/// Formats one line an event. As JSON for a log collector: the values in a message appear again by name, so that a query need not parse
/// the message. As text for a developer, with an exception on lines of its own.
/// </summary>
internal sealed class LogLineFormatter(bool isJson, TimeProvider time)
{
    private const string Template = "{OriginalFormat}";

    private static readonly JsonWriterOptions Options = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping, SkipValidation = true };

    [ThreadStatic]
    private static Utf8JsonWriter? _json;

    /// <summary>Appends an entry in UTF-8, with the end of its line.</summary>
    public void Append<TState>(ArrayBufferWriter<byte> line, in LogEntry<TState> entry)
    {
        if (isJson)
            AppendJson(line, entry);
        else
            AppendText(line, entry);
    }

    private void AppendText<TState>(ArrayBufferWriter<byte> line, in LogEntry<TState> entry)
    {
        var text = new StringBuilder()
            .Append(CultureInfo.InvariantCulture, $"{time.GetLocalNow():HH:mm:ss.fff} {LevelNames.Of(entry.LogLevel)} {entry.Category}: ")
            .Append(LogText.Escape(entry.Formatter(entry.State, entry.Exception).ReplaceLineEndings(" ")));
        if (Activity.Current is { } activity)
            text.Append(CultureInfo.InvariantCulture, $" [trace {activity.TraceId} span {activity.SpanId}]");
        text.Append('\n');
        if (entry.Exception is { } exception)
            text.Append(exception).Append('\n');
        line.Write(Encoding.UTF8.GetBytes(text.ToString()));
    }

    private void AppendJson<TState>(ArrayBufferWriter<byte> line, in LogEntry<TState> entry)
    {
        var json = _json ??= new Utf8JsonWriter(line, Options);
        json.Reset(line);
        json.WriteStartObject();
        json.WriteString("time", time.GetUtcNow().UtcDateTime);
        json.WriteString("level", LevelNames.Of(entry.LogLevel));
        json.WriteString("category", entry.Category);
        if (entry.EventId.Id != 0)
            json.WriteNumber("event_id", entry.EventId.Id);
        json.WriteString("message", entry.Formatter(entry.State, entry.Exception));
        if (Activity.Current is { } activity)
        {
            json.WriteString("trace_id", activity.TraceId.ToHexString());
            json.WriteString("span_id", activity.SpanId.ToHexString());
        }

        WriteFields(json, entry.State);
        if (entry.Exception is { } exception)
            json.WriteString("exception", exception.ToString());
        json.WriteEndObject();
        json.Flush();
        line.Write("\n"u8);
    }

    private static void WriteFields<TState>(Utf8JsonWriter json, TState state)
    {
        if (state is not IReadOnlyList<KeyValuePair<string, object?>> { Count: > 0 } fields)
            return;
        json.WriteStartObject("fields");
        for (var i = 0; i < fields.Count; i++)
        {
            var (name, value) = fields[i];
            if (string.Equals(name, Template, StringComparison.Ordinal))
                continue;
            switch (value)
            {
                case int number:
                    json.WriteNumber(name, number);
                    break;
                case long number:
                    json.WriteNumber(name, number);
                    break;
                case double number when double.IsFinite(number):
                    json.WriteNumber(name, number);
                    break;
                case bool flag:
                    json.WriteBoolean(name, flag);
                    break;
                default:
                    json.WriteString(name, Convert.ToString(value, CultureInfo.InvariantCulture));
                    break;
            }
        }

        json.WriteEndObject();
    }
}
