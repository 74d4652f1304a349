using System.CommandLine;

namespace TrafficTacos.Samples.Laboratory.Cli;

/// <summary>Options whose errors name the option, what is expected and what was given, on one line.</summary>
internal static class Options
{
    public static Option<T> Number<T>(string name, string unit, string about, T ifAbsent, Func<string, T?> read, string expected)
        where T : struct => new(name)
        {
            HelpName = unit,
            Description = about,
            DefaultValueFactory = _ => ifAbsent,
            CustomParser = result =>
            {
                var given = result.Tokens.Count == 1 ? result.Tokens[0].Value : "";
                if (read(given) is { } value)
                    return value;
                result.AddError($"{name} expects {expected}, not '{given}'");
                return default;
            },
        };
}
