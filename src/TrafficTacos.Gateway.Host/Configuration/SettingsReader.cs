using System.Globalization;

namespace TrafficTacos.Gateway.Host.Configuration;

/// <summary>Reads settings by key and keeps what is wrong with them.</summary>
internal sealed class SettingsReader(IConfiguration configuration)
{
    public List<string> Mistakes { get; } = [];

    public string? Text(string key) => configuration[key] is { Length: > 0 } text ? text : null;

    public int Number(string key, int fallback, int minimum, int maximum)
    {
        if (Text(key) is not { } text)
            return fallback;
        if (int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number >= minimum && number <= maximum)
            return number;
        Refuse(key, $"a whole number from {minimum} to {maximum}");
        return fallback;
    }

    public bool Flag(string key)
    {
        if (Text(key) is not { } text)
            return false;
        if (bool.TryParse(text, out var flag))
            return flag;
        Refuse(key, "true or false");
        return false;
    }

    /// <summary>One text with commas, or an array of the configuration.</summary>
    public IReadOnlyList<string> List(string key, Func<string, bool> isValid, string expected)
    {
        var texts = Text(key)?.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries)
            ?? [.. configuration.GetSection(key).GetChildren().Select(child => child.Value).OfType<string>()];
        if (!texts.All(isValid))
            Refuse(key, expected);
        return texts;
    }

    public T? Choice<T>(string key, IReadOnlyDictionary<string, T> choices)
        where T : struct
    {
        if (Text(key) is not { } text)
            return null;
        if (choices.TryGetValue(text, out var choice))
            return choice;
        Refuse(key, "one of " + string.Join(", ", choices.Keys));
        return null;
    }

    public void Refuse(string key, string expected) =>
        Mistakes.Add($"{EnvironmentAliases.NameOf(key)} is '{configuration[key]}'; expected is {expected}.");
}
