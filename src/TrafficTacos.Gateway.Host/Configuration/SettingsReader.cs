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

    public double Fraction(string key, double fallback)
    {
        if (Text(key) is not { } text)
            return fallback;
        if (double.TryParse(text, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var fraction) && fraction is >= 0 and <= 1)
            return fraction;
        Refuse(key, "a number from 0 to 1, such as 0.1");
        return fallback;
    }

    /// <summary>True or false, also in the short words that the origin takes.</summary>
    public bool Flag(string key, bool fallback = false)
    {
        if (Text(key) is not { } text)
            return fallback;
        switch (text)
        {
            case "1" or "t" or "T":
                return true;
            case "0" or "f" or "F":
                return false;
        }

        if (bool.TryParse(text, out var flag))
            return flag;
        Refuse(key, "true or false");
        return fallback;
    }

    /// <summary>A time as <see cref="DurationText"/> reads it, within the bounds.</summary>
    public TimeSpan Duration(string key, TimeSpan fallback, TimeSpan minimum, TimeSpan maximum)
    {
        if (Text(key) is not { } text)
            return fallback;
        if (DurationText.TryParse(text, out var duration) && duration >= minimum && duration <= maximum)
            return duration;
        Refuse(key, $"a time from {minimum} to {maximum}, such as 600ms, 30s, 1m30s or 00:10:00");
        return fallback;
    }

    public Uri? Url(string key)
    {
        if (Text(key) is not { } text)
            return null;
        if (Uri.TryCreate(text, UriKind.Absolute, out var url) && url.Scheme is "http" or "https" && url.UserInfo.Length == 0)
            return url;
        Refuse(key, "an address that begins with https:// or http://, and without a password in it", mayHoldSecret: true);
        return null;
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
        Mistakes.Add($"{EnvironmentAliases.NameOf(key)} {(Text(key) is null ? "is missing" : mayHoldSecret ? "cannot be read" : $"is '{configuration[key]}'")}; expected is {expected}.");
}
