using System.Text.Json;
using static System.FormattableString;

namespace TrafficTacos.Tools.Laboratory.Scenarios;

/// <summary>Reads one JSON object of a scenario file by name. Every error names the line and the expected value.
/// <see cref="ThrowIfUnread"/> rejects unknown names.</summary>
internal sealed class JsonObjectReader
{
    private readonly string _file;
    private readonly JsonValueWithLine _value;
    private readonly List<string> _readNames = [];

    public JsonObjectReader(string file, JsonValueWithLine value, string description)
    {
        _file = file;
        _value = value;
        if (value.Members is null)
            throw Error(value, $"{description} must be an object");
    }

    public string ReadText(string name) =>
        Find(name) is { } value
            ? value.Value as string is { Length: > 0 } text ? text : throw Error(value, $"\"{name}\" must be a non-empty string")
            : throw Missing(name, "a non-empty string");

    public T ReadEnum<T>(string name, T? defaultValue = null)
        where T : struct, Enum
    {
        var words = Enum.GetNames<T>().Select(JsonNamingPolicy.SnakeCaseLower.ConvertName).ToArray();
        var expected = $"one of {string.Join(", ", words)}";
        if (Find(name) is not { } value)
            return defaultValue ?? throw Missing(name, expected);
        var index = Array.IndexOf(words, value.Value as string);
        return index >= 0 ? Enum.GetValues<T>()[index] : throw Error(value, $"\"{name}\" must be {expected}");
    }

    public double ReadNumber(string name, double min, double max, double? defaultValue = null)
    {
        var expected = Invariant($"a number from {min} to {max}");
        if (Find(name) is not { } value)
            return defaultValue ?? throw Missing(name, expected);
        return value.Value is double number && number >= min && number <= max
            ? number
            : throw Error(value, $"\"{name}\" must be {expected}");
    }

    public int ReadInteger(string name, int min, int max, int? defaultValue = null)
    {
        var number = ReadNumber(name, min, max, defaultValue);
        return number == Math.Floor(number) ? (int)number : throw Error(Find(name)!, $"\"{name}\" must be an integer");
    }

    public bool ReadBoolean(string name) =>
        Find(name) is { } value && value.Value is bool boolean ? boolean : throw Error(Find(name) ?? _value, $"\"{name}\" must be true or false");

    public bool Has(string name) => Find(name) is not null;

    public JsonObjectReader? ReadObject(string name) => Find(name) is { } value ? new JsonObjectReader(_file, value, $"\"{name}\"") : null;

    /// <summary>The objects of a list; empty if the name is absent and not required.</summary>
    public IEnumerable<JsonObjectReader> ReadList(string name, bool required = false)
    {
        if (Find(name) is not { } value)
            return required ? throw Missing(name, "a list of objects") : [];
        if (value.Items is not { Count: > 0 } items)
            throw Error(value, $"\"{name}\" must be a list with at least one object");
        return items.Select(item => new JsonObjectReader(_file, item, $"each item of \"{name}\""));
    }

    public void Require(bool condition, string error)
    {
        if (!condition)
            throw Error(_value, error);
    }

    public void ThrowIfUnread()
    {
        foreach (var (name, value) in _value.Members!)
        {
            if (!_readNames.Contains(name, StringComparer.Ordinal))
                throw Error(value, $"unknown name \"{name}\"; known names are {string.Join(", ", _readNames.Distinct(StringComparer.Ordinal))}");
        }
    }

    private JsonValueWithLine? Find(string name)
    {
        _readNames.Add(name);
        return _value.Members!.GetValueOrDefault(name);
    }

    private ScenarioException Missing(string name, string expected) => Error(_value, $"\"{name}\" is missing; it must be {expected}");

    private ScenarioException Error(JsonValueWithLine value, string error) => new(_file, value.Line, error);
}
