using System.CommandLine;
using System.CommandLine.Parsing;
using System.Globalization;

namespace TrafficTacos.Samples.Crowd.Cli;

/// <summary>Options whose errors name the option, what is expected and what was given, on one line.</summary>
internal static class Options
{
    public static Option<int> Whole(string name, string unit, string about, int ifAbsent, int least, int most) => new(name)
    {
        HelpName = unit,
        Description = about,
        DefaultValueFactory = _ => ifAbsent,
        CustomParser = result => int.TryParse(One(result), NumberStyles.None, CultureInfo.InvariantCulture, out var value)
            && value >= least && value <= most
                ? value
                : Refuse<int>(result, name, $"a whole number from {least} to {most}"),
    };

    /// <summary>A whole number that has no default.</summary>
    public static Option<int?> OptionalWhole(string name, string unit, string about, int least, int most) => new(name)
    {
        HelpName = unit,
        Description = about,
        CustomParser = result => int.TryParse(One(result), NumberStyles.None, CultureInfo.InvariantCulture, out var value)
            && value >= least && value <= most
                ? value
                : Refuse<int?>(result, name, $"a whole number from {least} to {most}"),
    };

    public static Option<double> Number(string name, string unit, string about, double ifAbsent, double least, double most) => new(name)
    {
        HelpName = unit,
        Description = about,
        DefaultValueFactory = _ => ifAbsent,
        CustomParser = result => ParseNumber(result, name, least, most),
    };

    /// <summary>A number that has no default.</summary>
    public static Option<double?> OptionalNumber(string name, string unit, string about, double least, double most) => new(name)
    {
        HelpName = unit,
        Description = about,
        CustomParser = result => ParseNumber(result, name, least, most),
    };

    public static Option<T> Text<T>(string name, string unit, string about, string expected, Func<string, T?> read)
        where T : class => new(name)
        {
            HelpName = unit,
            Description = about,
            CustomParser = result => read(One(result)) ?? Refuse<T>(result, name, expected),
        };

    public static Option<Uri[]> Urls(string name, string about, string ifAbsent) => new(name)
    {
        HelpName = "URL",
        Description = about,
        DefaultValueFactory = _ => [new Uri(ifAbsent)],
        CustomParser = result =>
        {
            var wrong = result.Tokens.FirstOrDefault(token => Url(token.Value) is null);
            return wrong is null
                ? [.. result.Tokens.Select(token => Url(token.Value)!)]
                : Refuse<Uri[]>(result, name, UrlExpected, wrong.Value);
        },
    };

    public const string UrlExpected = "an absolute http:// or https:// URL";

    public static Uri? Url(string text) =>
        Uri.TryCreate(text, UriKind.Absolute, out var url) && url.Scheme is "http" or "https" ? url : null;

    private static double ParseNumber(ArgumentResult result, string name, double least, double most) =>
        double.TryParse(One(result), NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var value)
        && value >= least && value <= most
            ? value
            : Refuse<double>(result, name, string.Create(CultureInfo.InvariantCulture, $"a number from {least} to {most}"));

    private static string One(ArgumentResult result) => result.Tokens.Count == 1 ? result.Tokens[0].Value : "";

    private static T? Refuse<T>(ArgumentResult result, string name, string expected, string? given = null)
    {
        result.AddError($"{name} expects {expected}, not '{given ?? One(result)}'");
        return default;
    }
}
