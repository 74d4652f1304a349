using System.Globalization;

namespace TrafficTacos.Samples.Hosting;

/// <summary>A command line of <c>--name value</c> pairs. It collects every error, so that a user sees all of them at once.</summary>
public sealed class CommandLine
{
    private readonly Dictionary<string, string> _values = new(StringComparer.Ordinal);
    private readonly HashSet<string> _known = new(StringComparer.Ordinal);
    private readonly List<string> _errors = [];

    /// <param name="arguments">The arguments of the program.</param>
    public CommandLine(IReadOnlyList<string> arguments)
    {
        ArgumentNullException.ThrowIfNull(arguments);
        Help = arguments.Contains("--help", StringComparer.Ordinal) || arguments.Contains("-h", StringComparer.Ordinal);
        for (var i = 0; i < arguments.Count; i += 2)
        {
            if (!arguments[i].StartsWith("--", StringComparison.Ordinal))
                _errors.Add($"'{arguments[i]}' is not an option");
            else if (i + 1 == arguments.Count)
                _errors.Add($"{arguments[i]} expects a value");
            else
                _values[arguments[i]] = arguments[i + 1];
        }
    }

    /// <summary>Whether the user asks for help.</summary>
    public bool Help { get; }

    /// <summary>The errors so far. An option is unknown if nothing has read it, so read all options first.</summary>
    public IReadOnlyList<string> Errors =>
        [.. _errors, .. _values.Keys.Except(_known, StringComparer.Ordinal).Select(name => $"there is no option {name}")];

    /// <summary>A whole number.</summary>
    public int WholeNumber(string name, int fallback, int minimum, int maximum)
    {
        if (Find(name) is not { } text)
            return fallback;
        if (int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var value) && value >= minimum && value <= maximum)
            return value;
        _errors.Add($"{name} expects a whole number from {minimum} to {maximum}, not '{text}'");
        return fallback;
    }

    /// <summary>A number of seconds.</summary>
    public TimeSpan Seconds(string name, int fallback, int minimum, int maximum) => TimeSpan.FromSeconds(WholeNumber(name, fallback, minimum, maximum));

    /// <summary><c>true</c> or <c>false</c>.</summary>
    public bool Boolean(string name)
    {
        if (Find(name) is not { } text)
            return false;
        if (bool.TryParse(text, out var value))
            return value;
        _errors.Add($"{name} expects true or false, not '{text}'");
        return false;
    }

    /// <summary>An HTTP address.</summary>
    public Uri Address(string name, string fallback)
    {
        var text = Find(name) ?? fallback;
        if (Uri.TryCreate(text, UriKind.Absolute, out var address) && address.Scheme is "http" or "https")
            return address;
        _errors.Add($"{name} expects an address such as {fallback}, not '{text}'");
        return new Uri(fallback);
    }

    /// <summary>An address in an environment variable: <c>host:port</c> or an HTTP address. Null if the variable is not set.</summary>
    public Uri? AddressVariable(string name)
    {
        if (Environment.GetEnvironmentVariable(name) is not { Length: > 0 } text)
            return null;
        if (Uri.TryCreate(text.Contains("://", StringComparison.Ordinal) ? text : "http://" + text, UriKind.Absolute, out var address)
            && address.Scheme is "http" or "https")
            return address;
        _errors.Add($"{name} expects an address such as http://127.0.0.1:4317");
        return null;
    }

    private string? Find(string name)
    {
        _known.Add(name);
        return _values.GetValueOrDefault(name);
    }
}
