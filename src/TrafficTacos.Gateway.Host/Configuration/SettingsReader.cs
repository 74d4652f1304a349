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

    /// <summary>One text with commas, or an array of the configuration. What is wrong with one that may hold a secret is told
    /// without its value: people bring connection strings along, with the password in them.</summary>
    public IReadOnlyList<string> List(string key, Func<string, bool> isValid, string expected, bool mayHoldSecret = false)
    {
        var texts = Text(key)?.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries)
            ?? [.. configuration.GetSection(key).GetChildren().Select(child => child.Value).OfType<string>()];
        if (!texts.All(isValid))
            Refuse(key, expected, mayHoldSecret);
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

    public void Refuse(string key, string expected, bool mayHoldSecret = false) =>
        Mistakes.Add($"{EnvironmentAliases.NameOf(key)} {(mayHoldSecret ? "cannot be read" : $"is '{configuration[key]}'")}; expected is {expected}.");
}
