using System.Text.Json;
using System.Text.Json.Serialization;

namespace TrafficTacos.Queueing.Storage.InMemory;

/// <summary>Keeps what operators changed over a restart of the process: a paused event must not reopen by it. A JSON object of events, each
/// an object of settings by name.</summary>
internal sealed class ChangedSettingsFile
{
    private static readonly Dictionary<string, string> None = new(StringComparer.Ordinal);

    private readonly string _path;
    private readonly Lock _lock = new();
    private readonly Dictionary<string, Dictionary<string, string>> _events;

    /// <exception cref="InvalidOperationException">The file is there and cannot be read.</exception>
    public ChangedSettingsFile(string path)
    {
        _path = path;
        try
        {
            _events = File.Exists(path)
                ? JsonSerializer.Deserialize(File.ReadAllBytes(path), SettingsFileJson.Default.DictionaryStringDictionaryStringString) ?? []
                : [];
        }
        catch (Exception exception) when (exception is JsonException or IOException or UnauthorizedAccessException)
        {
            throw new InvalidOperationException($"SettingsFile '{path}' cannot be read: {exception.Message} Correct or remove it.", exception);
        }
    }

    public Dictionary<string, string> Read(string eventId)
    {
        lock (_lock)
            return new Dictionary<string, string>(_events.GetValueOrDefault(eventId, None), StringComparer.Ordinal);
    }

    /// <summary>Replaces the file as a whole, so that it is never half written.</summary>
    /// <exception cref="WaitingRoomUnavailableException">It cannot be written.</exception>
    public void Write(string eventId, Dictionary<string, string> settings)
    {
        lock (_lock)
        {
            var before = _events.GetValueOrDefault(eventId);
            if (settings.Count == 0)
                _events.Remove(eventId);
            else
                _events[eventId] = settings;
            try
            {
                var next = _path + ".new";
                File.WriteAllBytes(next, JsonSerializer.SerializeToUtf8Bytes(_events, SettingsFileJson.Default.DictionaryStringDictionaryStringString));
                File.Move(next, _path, overwrite: true);
            }
            catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
            {
                if (before is null)
                    _events.Remove(eventId);
                else
                    _events[eventId] = before;
                throw new WaitingRoomUnavailableException($"SettingsFile '{_path}' cannot be written, so nothing was changed: {exception.Message}", exception);
            }
        }
    }
}

[JsonSourceGenerationOptions(WriteIndented = true)]
[JsonSerializable(typeof(Dictionary<string, Dictionary<string, string>>))]
internal sealed partial class SettingsFileJson : JsonSerializerContext;
