using System.CommandLine;

namespace TrafficTacos.Tools.Laboratory.Cli;

/// <summary>Creates options whose error message names the option, the expected value and the given value.</summary>
internal static class OptionFactory
{
    public static Option<T> Create<T>(string name, string helpName, string description, T defaultValue, Func<string, T?> parse, string expected)
        where T : struct => new(name)
        {
            HelpName = helpName,
            Description = description,
            DefaultValueFactory = _ => defaultValue,
            CustomParser = result =>
            {
                var text = result.Tokens.Count == 1 ? result.Tokens[0].Value : "";
                if (parse(text) is { } value)
                    return value;
                result.AddError($"{name} expects {expected}, not '{text}'");
                return default;
            },
        };
}
