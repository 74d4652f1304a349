using static System.FormattableString;

namespace TrafficTacos.Samples.Laboratory.Scenarios;

/// <summary>One object of a scenario file, read name by name. Whatever is wrong is said with its line and what is expected;
/// <see cref="End"/> refuses every name that nobody asked for.</summary>
internal sealed class Part
{
    private readonly string _file;
    private readonly Node _node;
    private readonly List<string> _asked = [];

    public Part(string file, Node node, string what)
    {
        _file = file;
        _node = node;
        if (node.Members is null)
            throw Wrong(node, $"{what} is expected to be an object in braces");
    }

    public long Line => _node.Line;

    public string Text(string name) =>
        Find(name) is { } node
            ? node.Value as string is { Length: > 0 } text ? text : throw Wrong(node, $"\"{name}\" expects some text")
            : throw Missing(name, "some text");

    public T Choice<T>(string name, T? otherwise = null)
        where T : struct, Enum
    {
        // A newcomer sees the words as the file spells them.
        var words = Enum.GetNames<T>().Select(word => word.ToLowerInvariant()).ToArray();
        var expected = $"one of {string.Join(", ", words)}";
        if (Find(name) is not { } node)
            return otherwise ?? throw Missing(name, expected);
        var at = Array.IndexOf(words, node.Value as string);
        return at >= 0 ? Enum.GetValues<T>()[at] : throw Wrong(node, $"\"{name}\" expects {expected}");
    }

    public double Number(string name, double least, double most, double? otherwise = null)
    {
        var expected = Invariant($"a number from {least} to {most}");
        if (Find(name) is not { } node)
            return otherwise ?? throw Missing(name, expected);
        return node.Value is double number && number >= least && number <= most
            ? number
            : throw Wrong(node, $"\"{name}\" expects {expected}");
    }

    public int Whole(string name, int least, int most, int? otherwise = null)
    {
        var number = Number(name, least, most, otherwise);
        return number == Math.Floor(number) ? (int)number : throw Wrong(Find(name)!, $"\"{name}\" expects a whole number");
    }

    public bool Has(string name) => Find(name) is not null;

    public bool Flag(string name) =>
        Find(name) is { } node && node.Value is bool flag ? flag : throw Wrong(Find(name) ?? _node, $"\"{name}\" expects true or false");

    /// <summary>The object under this name, or null.</summary>
    public Part? Inner(string name) => Find(name) is { } node ? new Part(_file, node, $"\"{name}\"") : null;

    /// <summary>The objects in the list under this name; none when there is no such name.</summary>
    public IEnumerable<Part> List(string name, bool required = false)
    {
        if (Find(name) is not { } node)
            return required ? throw Missing(name, "a list of objects") : [];
        if (node.Items is not { Count: > 0 } items)
            throw Wrong(node, $"\"{name}\" expects a list with at least one object");
        return items.Select(item => new Part(_file, item, $"each of \"{name}\""));
    }

    public void Require(bool holds, string expected)
    {
        if (!holds)
            throw Wrong(_node, expected);
    }

    public void End()
    {
        foreach (var (name, node) in _node.Members!)
        {
            if (!_asked.Contains(name, StringComparer.Ordinal))
                throw Wrong(node, $"there is no \"{name}\" here; expected are {string.Join(", ", _asked.Distinct(StringComparer.Ordinal))}");
        }
    }

    private Node? Find(string name)
    {
        _asked.Add(name);
        return _node.Members!.GetValueOrDefault(name);
    }

    private ScenarioException Missing(string name, string expected) => Wrong(_node, $"\"{name}\" is missing; {expected} is expected");

    private ScenarioException Wrong(Node node, string trouble) => new(_file, node.Line, trouble);
}
