using System.Globalization;
using System.Text;

namespace TrafficTacos.Gateway.Host.Logging;

/// <summary>Text of others in a log line: short, and without characters that could forge a line, move the cursor of a terminal, or turn
/// the direction of the text.</summary>
internal static class LogText
{
    private const int MaxLength = 200;
    private const string Cut = "…";

    public static string Of(string? text)
    {
        if (string.IsNullOrEmpty(text))
            return "";
        var isCut = text.Length > MaxLength;
        var escaped = Escape(isCut ? text[..MaxLength] : text);
        return isCut ? escaped + Cut : escaped;
    }

    /// <summary>The text with the characters escaped that are not visible.</summary>
    public static string Escape(string text)
    {
        if (!text.Any(IsInvisible))
            return text;
        var escaped = new StringBuilder(text.Length + 16);
        foreach (var c in text)
        {
            if (IsInvisible(c))
                escaped.Append(CultureInfo.InvariantCulture, $"\\u{(int)c:x4}");
            else
                escaped.Append(c);
        }

        return escaped.ToString();
    }

    private static bool IsInvisible(char c) =>
        char.IsControl(c) || CharUnicodeInfo.GetUnicodeCategory(c) is UnicodeCategory.Format or UnicodeCategory.LineSeparator or UnicodeCategory.ParagraphSeparator;
}
