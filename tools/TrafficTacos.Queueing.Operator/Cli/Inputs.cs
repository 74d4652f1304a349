using System.CommandLine;
using System.CommandLine.Parsing;
using System.Globalization;
using System.Text.RegularExpressions;
using TrafficTacos.Queueing.Admission;
using TrafficTacos.Queueing.Operator.Output;

namespace TrafficTacos.Queueing.Operator.Cli;

/// <summary>Arguments and options whose error message names what is expected and what was given. They are checked before anything is done.</summary>
internal static partial class Inputs
{
    public static Argument<string> Event() => new("EVENT")
    {
        Description = "The id of the event.",
        CustomParser = result => Parse(result, text => EventIdFormat.IsValid(text) ? text : null, "1 to 128 characters of A-Z a-z 0-9 . _ : -"),
    };

    /// <summary>One of these modes. Help and completion name them as they are typed, and no other.</summary>
    public static Argument<EventMode> Mode(params EventMode[] allowed)
    {
        var mode = new Argument<EventMode>("MODE")
        {
            HelpName = "MODE",
            Description = string.Join(", ", allowed.Select(NameOf)) + ".",
            CustomParser = result => Name(result, allowed) ?? default,
        };
        mode.CompletionSources.Clear();
        mode.CompletionSources.Add([.. allowed.Select(NameOf)]);
        return mode;
    }

    public static Argument<double> Number(string name, string description, double least, double most) => new(name)
    {
        Description = description,
        CustomParser = result => double.TryParse(Given(result), NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var value) && value >= least && value <= most
            ? value
            : Refuse<double>(result, string.Create(CultureInfo.InvariantCulture, $"a number from {least:0.######} to {most}")),
    };

    public static Argument<int> Whole(string name, string description, int least, int most) => new(name)
    {
        Description = description,
        CustomParser = result => int.TryParse(Given(result), NumberStyles.None, CultureInfo.InvariantCulture, out var value) && value >= least && value <= most
            ? value
            : Refuse<int>(result, string.Create(CultureInfo.InvariantCulture, $"a whole number from {least} to {most}")),
    };

    public static Argument<long> LongWhole(string name, string description) => new(name)
    {
        Description = description,
        CustomParser = result => long.TryParse(Given(result), NumberStyles.None, CultureInfo.InvariantCulture, out var value) && value >= 1
            ? value
            : Refuse<long>(result, "a whole number from 1"),
    };

    public static Argument<byte[]> Bytes(string name, string description, params int[] lengths) => new(name)
    {
        // An array is one value here, not several.
        Arity = ArgumentArity.ExactlyOne,
        Description = description,
        CustomParser = result => Digits(result, lengths),
    };

    public static Option<byte[]?> OptionalBytes(string name, string description, int length) => new(name)
    {
        Arity = ArgumentArity.ExactlyOne,
        HelpName = "DIGITS",
        Description = description,
        CustomParser = result => Digits(result, length),
    };

    public static Option<long?> Position(string name, string description) => new(name)
    {
        HelpName = "N",
        Description = description,
        CustomParser = result => long.TryParse(Given(result), NumberStyles.None, CultureInfo.InvariantCulture, out var value) && value >= 1
            ? value
            : Refuse<long?>(result, "a whole number from 1"),
    };

    public static Option<DateTimeOffset?> Time(string name, string description) => new(name)
    {
        HelpName = "TIME",
        Description = description,
        CustomParser = result => Given(result) is var text && Rfc3339().IsMatch(text)
            && DateTimeOffset.TryParse(text.ToUpperInvariant(), CultureInfo.InvariantCulture, DateTimeStyles.None, out var value)
                ? value
                : Refuse<DateTimeOffset?>(result, "a date and time with its offset, like 2026-12-24T20:00:00+09:00 or 2026-12-24T11:00:00Z"),
    };

    public static Option<string?> Text(string name, string helpName, string description) => new(name)
    {
        HelpName = helpName,
        Description = description,
        CustomParser = result => Given(result) is { Length: > 0 } text ? text : Refuse<string?>(result, "some text"),
    };

    /// <summary>Somebody's name, without the spaces around it: they are not part of who it is.</summary>
    public static Option<string?> Person(string name, string description) => new(name)
    {
        HelpName = "NAME",
        Description = description,
        Recursive = true,
        CustomParser = result => Given(result).Trim(' ') is var person && OperatorText.IsName(person) ? person : Refuse<string?>(result, OperatorText.Name),
    };

    /// <summary>One name of an enum, in lower case.</summary>
    public static T? Name<T>(ArgumentResult result, params T[] allowed)
        where T : struct, Enum
    {
        foreach (var value in allowed)
        {
            if (string.Equals(NameOf(value), Given(result), StringComparison.OrdinalIgnoreCase))
                return value;
        }

        return Refuse<T?>(result, string.Join(", ", allowed.Select(NameOf)));
    }

    /// <summary>As it is typed: <c>opens-at</c>.</summary>
    public static string NameOf<T>(T value)
        where T : struct, Enum =>
        string.Concat(value.ToString().Select((character, i) => (i > 0 && char.IsUpper(character) ? "-" : "") + char.ToLowerInvariant(character)));

    /// <summary>What nobody can take back wants the event's id once more.</summary>
    public static void ThrowUnlessConfirmed(string? confirmed, string eventId, string consequence)
    {
        if (!string.Equals(confirmed, eventId, StringComparison.Ordinal))
            throw new WrongInputException($"{consequence}: add --confirm {eventId}.");
    }

    /// <summary>What was typed, for a message: a long text is no help.</summary>
    public static string Quote(string given) => "'" + Table.Plain(given.Length > 60 ? given[..60] + "…" : given) + "'";

    private static byte[]? Digits(ArgumentResult result, params int[] lengths) =>
        Given(result) is var text && text.Length % 2 == 0 && lengths.Contains(text.Length / 2) && text.All(char.IsAsciiHexDigit)
            ? Convert.FromHexString(text)
            : Refuse<byte[]>(result, string.Join(" or ", lengths.Select(length => 2 * length)) + " hexadecimal digits");

    private static string? Parse(ArgumentResult result, Func<string, string?> parse, string expected) => parse(Given(result)) ?? Refuse<string>(result, expected);

    private static string Given(ArgumentResult result) => result.Tokens.Count == 1 ? result.Tokens[0].Value : "";

    private static T? Refuse<T>(ArgumentResult result, string expected)
    {
        result.AddError($"{result.Argument.Name} expects {expected}, not {Quote(Given(result))}");
        return default;
    }

    /// <summary>Without an offset nobody knows whose time it is. Seconds and their fraction may be left out.</summary>
    [GeneratedRegex("^[0-9]{4}-[0-9]{2}-[0-9]{2}[Tt][0-9]{2}:[0-9]{2}(:[0-9]{2}([.][0-9]{1,7})?)?([Zz]|[+-][0-9]{2}:[0-9]{2})\\z", RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture)]
    private static partial Regex Rfc3339();
}
