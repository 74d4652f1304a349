using System.Text.Json;
using System.Text.Json.Serialization;

namespace TrafficTacos.Queueing.Admission;

/// <summary>A message as the store keeps it: a JSON object of texts by language, under an empty name the one for all others.</summary>
internal static class MessageText
{
    private const string Default = "";

    public static string Write(EventMessage message)
    {
        var texts = new Dictionary<string, string>(message.Translations, StringComparer.OrdinalIgnoreCase) { [Default] = message.Text };
        return JsonSerializer.Serialize(texts, MessageJson.Default.DictionaryStringString);
    }

    /// <summary>Null for no message, and for a text that somebody wrote by hand and that is none.</summary>
    public static EventMessage? Read(string text)
    {
        if (text.Length == 0)
            return null;
        try
        {
            var texts = JsonSerializer.Deserialize(text, MessageJson.Default.DictionaryStringString);
            if (texts is null || !texts.Remove(Default, out var common) || common is not { Length: > 0 })
                return null;
            return new EventMessage { Text = common, Translations = new Dictionary<string, string>(texts, StringComparer.OrdinalIgnoreCase) };
        }
        catch (JsonException)
        {
            return null;
        }
    }
}

[JsonSerializable(typeof(Dictionary<string, string>))]
internal sealed partial class MessageJson : JsonSerializerContext;
