using System.Globalization;

namespace TrafficTacos.Samples.Cli;

/// <summary>A command line of <c>--name value</c> pairs, and everything that is wrong with it.</summary>
internal sealed class Arguments
{
    private readonly Dictionary<string, string> _values = new(StringComparer.Ordinal);
    private readonly HashSet<string> _known = new(StringComparer.Ordinal);
    private readonly List<string> _mistakes = [];

    public Arguments(string[] arguments)
    {
        Help = arguments.Contains("--help", StringComparer.Ordinal) || arguments.Contains("-h", StringComparer.Ordinal);
        for (var i = 0; i < arguments.Length; i += 2)
        {
            if (!arguments[i].StartsWith("--", StringComparison.Ordinal))
                _mistakes.Add($"'{arguments[i]}' is no option");
            else if (i + 1 == arguments.Length)
                _mistakes.Add($"{arguments[i]} expects a value");
            else
                _values[arguments[i]] = arguments[i + 1];
        }
    }

    public bool Help { get; }

    /// <summary>Complete once every option was read.</summary>
    public IEnumerable<string> Mistakes => _mistakes.Concat(_values.Keys.Except(_known, StringComparer.Ordinal).Select(name => $"there is no option {name}"));

    public int Whole(string name, int ifAbsent, int least, int most)
    {
        if (Find(name) is not { } text)
            return ifAbsent;
        if (int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var value) && value >= least && value <= most)
            return value;
        _mistakes.Add($"{name} expects a whole number from {least} to {most}, not '{text}'");
        return ifAbsent;
    }

    public Uri Address(string name, string ifAbsent)
    {
        var text = Find(name) ?? ifAbsent;
        if (Uri.TryCreate(text, UriKind.Absolute, out var address) && address.Scheme is "http" or "https")
            return address;
        _mistakes.Add($"{name} expects an address such as {ifAbsent}, not '{text}'");
        return new Uri(ifAbsent);
    }

    /// <summary>An address that the environment names, <c>host:port</c> or a whole one; null for none.</summary>
    public Uri? Variable(string name)
    {
        if (Environment.GetEnvironmentVariable(name) is not { Length: > 0 } text)
            return null;
        if (Uri.TryCreate(text.Contains("://", StringComparison.Ordinal) ? text : "http://" + text, UriKind.Absolute, out var address)
            && address.Scheme is "http" or "https")
            return address;
        _mistakes.Add($"{name} expects an address such as http://127.0.0.1:4317");
        return null;
    }

    private string? Find(string name)
    {
        _known.Add(name);
        return _values.GetValueOrDefault(name);
    }
}
