using System.Buffers;
using System.Diagnostics;
using System.Globalization;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Logging.Console;

namespace TrafficTacos.Gateway.Host.Observability;

/// <summary>A JSON object a line. What a message holds comes once more by name, so that a query need not read the sentence.</summary>
internal sealed class JsonLines(TimeProvider time) : ConsoleFormatter(FormatterName)
{
    public const string FormatterName = "json-lines";

    private const string Template = "{OriginalFormat}";

    private static readonly JsonWriterOptions Options = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping, SkipValidation = true };

    [ThreadStatic]
    private static (ArrayBufferWriter<byte> Bytes, Utf8JsonWriter Json)? _scratch;

    public override void Write<TState>(in LogEntry<TState> logEntry, IExternalScopeProvider? scopeProvider, TextWriter textWriter)
    {
        if (Unspeakable.Is(logEntry.Category, logEntry.LogLevel))
            return;
        var (bytes, json) = _scratch ??= NewScratch();
        bytes.ResetWrittenCount();
        json.Reset();
        json.WriteStartObject();
        json.WriteString("time", time.GetUtcNow().UtcDateTime);
        json.WriteString("level", LevelNames.Of(logEntry.LogLevel));
        json.WriteString("category", logEntry.Category);
        if (logEntry.EventId.Id != 0)
            json.WriteNumber("event_id", logEntry.EventId.Id);
        json.WriteString("message", logEntry.Formatter(logEntry.State, logEntry.Exception));
        if (Activity.Current is { } activity)
        {
            json.WriteString("trace_id", activity.TraceId.ToHexString());
            json.WriteString("span_id", activity.SpanId.ToHexString());
        }

        WriteFields(json, logEntry.State);
        if (logEntry.Exception is { } exception)
            json.WriteString("exception", exception.ToString());
        json.WriteEndObject();
        json.Flush();
        WriteLine(bytes.WrittenSpan, textWriter);
    }

    private static (ArrayBufferWriter<byte> Bytes, Utf8JsonWriter Json) NewScratch()
    {
        var bytes = new ArrayBufferWriter<byte>(1024);
        return (bytes, new Utf8JsonWriter(bytes, Options));
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

    private static void WriteLine(ReadOnlySpan<byte> line, TextWriter writer)
    {
        var characters = ArrayPool<char>.Shared.Rent(line.Length + 1);
        var length = Encoding.UTF8.GetChars(line, characters);
        characters[length] = '\n';
        writer.Write(characters, 0, length + 1);
        ArrayPool<char>.Shared.Return(characters);
    }
}
