using System.Collections.Frozen;
using System.Globalization;

namespace TrafficTacos.Gateway.Host.Operators;

/// <summary>The content of the operators' file: a line for each operator with name, role and password hash, separated by spaces. Empty
/// lines and those that begin with # are left out.</summary>
internal static class OperatorsFile
{
    public const int MaxNameLength = 64;

    /// <summary>Far more than operators there are; a file that is larger is another one.</summary>
    private const int MaxLength = 256 * 1024;

    private const int MaxMistakes = 5;

    // The framework's current format: a mark, the function, the iterations and the size of the salt, then salt and key.
    private const byte CurrentFormat = 1;
    private const int MinHashLength = 1 + 3 * sizeof(uint) + 16 + 16;

    /// <summary>Reads the file.</summary>
    /// <param name="path">Where it is.</param>
    /// <param name="text">Its content; null if it cannot be read.</param>
    /// <returns>What is wrong with reading it, or null.</returns>
    public static string? TryRead(string path, out string? text)
    {
        text = null;
        try
        {
            using var file = new StreamReader(path);
            var buffer = new char[MaxLength + 1];
            var length = file.ReadBlock(buffer);
            if (length > MaxLength)
                return $"it has more than {MaxLength} characters";
            text = new string(buffer, 0, length);
            return null;
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException or ArgumentException or NotSupportedException)
        {
            return "it cannot be read";
        }
    }

    /// <summary>The operators by name, in any case of the letters. Mistakes name the line and never its content, which may be a
    /// password.</summary>
    public static FrozenDictionary<string, OperatorAccount> Parse(string text, out IReadOnlyList<string> mistakes)
    {
        var operators = new Dictionary<string, OperatorAccount>(StringComparer.OrdinalIgnoreCase);
        var found = new List<string>();
        var lines = text.Split('\n');
        for (var i = 0; i < lines.Length && found.Count < MaxMistakes; i++)
        {
            var line = lines[i].Trim();
            if (line.Length == 0 || line[0] == '#')
                continue;
            if (Read(line, out var mistake) is not { } account)
                found.Add(string.Create(CultureInfo.InvariantCulture, $"line {i + 1}: {mistake}"));
            else if (!operators.TryAdd(account.Name, account))
                found.Add(string.Create(CultureInfo.InvariantCulture, $"line {i + 1}: the name stands in an earlier line"));
        }

        // As an editor or a copy leaves it for a moment.
        if (operators.Count == 0 && found.Count == 0)
            found.Add("it names no operator");
        mistakes = found;
        return operators.ToFrozenDictionary(StringComparer.OrdinalIgnoreCase);
    }

    /// <summary>Whether a name may stand in the file.</summary>
    public static bool IsName(string name) =>
        name is { Length: > 0 and <= MaxNameLength } && name[0] != '#' && name.All(letter => !char.IsWhiteSpace(letter) && !char.IsControl(letter) && letter != ':');

    private static OperatorAccount? Read(string line, out string mistake)
    {
        mistake = "";
        if (line.Split([' ', '\t'], StringSplitOptions.RemoveEmptyEntries) is not [var name, var roleName, var hash])
            mistake = "expected a name, a role and a password hash, separated by spaces";
        else if (!IsName(name))
            mistake = $"expected a name of at most {MaxNameLength} characters without a colon";
        else if (OperatorRoles.Find(roleName) is not { } role)
            mistake = $"expected the role {OperatorRoles.View} or {OperatorRoles.Change}";
        else if (!IsHash(hash))
            mistake = "expected a hash that the command operator-password made";
        else
            return new OperatorAccount(name, role, hash);
        return null;
    }

    private static bool IsHash(string text)
    {
        var bytes = new byte[text.Length];
        return Convert.TryFromBase64String(text, bytes, out var length) && length >= MinHashLength && bytes[0] == CurrentFormat;
    }
}
