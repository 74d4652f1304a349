using System.CommandLine;
using System.CommandLine.Parsing;
using System.Globalization;

namespace TrafficTacos.Tools.Crowd.Cli;

/// <summary>Creates options whose error message names the option, the expected value and the given value.</summary>
internal static class OptionFactory
{
    public const string UrlExpected = "an absolute http:// or https:// URL";

    public static Option<int> Integer(string name, string helpName, string description, int defaultValue, int min, int max) => new(name)
    {
        HelpName = helpName,
        Description = description,
        DefaultValueFactory = _ => defaultValue,
        CustomParser = result => int.TryParse(SingleToken(result), NumberStyles.None, CultureInfo.InvariantCulture, out var value)
            && value >= min && value <= max
                ? value
                : Refuse<int>(result, name, $"a whole number from {min} to {max}"),
    };

    public static Option<int?> OptionalInteger(string name, string helpName, string description, int min, int max) => new(name)
    {
        HelpName = helpName,
        Description = description,
        CustomParser = result => int.TryParse(SingleToken(result), NumberStyles.None, CultureInfo.InvariantCulture, out var value)
            && value >= min && value <= max
                ? value
                : Refuse<int?>(result, name, $"a whole number from {min} to {max}"),
    };

    public static Option<double> Number(string name, string helpName, string description, double defaultValue, double min, double max) => new(name)
    {
        HelpName = helpName,
        Description = description,
        DefaultValueFactory = _ => defaultValue,
        CustomParser = result => ParseNumber(result, name, min, max),
    };

    public static Option<double?> OptionalNumber(string name, string helpName, string description, double min, double max) => new(name)
    {
        HelpName = helpName,
        Description = description,
        CustomParser = result => ParseNumber(result, name, min, max),
    };

    public static Option<T> Text<T>(string name, string helpName, string description, string expected, Func<string, T?> parse)
        where T : class => new(name)
        {
            HelpName = helpName,
            Description = description,
            CustomParser = result => parse(SingleToken(result)) ?? Refuse<T>(result, name, expected),
        };

    public static Option<Uri[]> Urls(string name, string description, string defaultValue) => new(name)
    {
        HelpName = "URL",
        Description = description,
        DefaultValueFactory = _ => [new Uri(defaultValue)],
        CustomParser = result =>
        {
            var invalid = result.Tokens.FirstOrDefault(token => ParseUrl(token.Value) is null);
            return invalid is null
                ? [.. result.Tokens.Select(token => ParseUrl(token.Value)!)]
                : Refuse<Uri[]>(result, name, UrlExpected, invalid.Value);
        },
    };

    public static Uri? ParseUrl(string text) =>
        Uri.TryCreate(text, UriKind.Absolute, out var url) && url.Scheme is "http" or "https" ? url : null;

    private static double ParseNumber(ArgumentResult result, string name, double min, double max) =>
        double.TryParse(SingleToken(result), NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var value)
        && value >= min && value <= max
            ? value
            : Refuse<double>(result, name, string.Create(CultureInfo.InvariantCulture, $"a number from {min} to {max}"));

    private static string SingleToken(ArgumentResult result) => result.Tokens.Count == 1 ? result.Tokens[0].Value : "";

    private static T? Refuse<T>(ArgumentResult result, string name, string expected, string? given = null)
    {
        result.AddError($"{name} expects {expected}, not '{given ?? SingleToken(result)}'");
        return default;
    }
}
