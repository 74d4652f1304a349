using System.Collections.Frozen;
using System.Text;
using System.Text.Json;

namespace TrafficTacos.Queueing.AspNetCore.Pages;

/// <summary>
/// One file of <c>Languages/</c>: the page's texts in a language, and how numbers are written in it. A program in invariant mode has no
/// cultures, so the page needs none.
/// </summary>
internal sealed class PageLanguage
{
    private const string Prefix = "languages/";

    private readonly string _digits;
    private readonly string _grouping;
    private readonly long _groupFrom;
    private readonly (long From, long To)[] _pluralForms;

    private PageLanguage(string code, JsonElement file)
    {
        Code = code;
        IsRightToLeft = file.GetProperty("direction").GetString() is "rtl";
        _digits = file.GetProperty("digits").GetString()!;
        _grouping = file.GetProperty("grouping").GetString()!;
        _groupFrom = file.GetProperty("group_from").GetInt64();
        _pluralForms = [.. file.GetProperty("plural").EnumerateArray().Select(range => RangeOf(range.GetString()!))];
        Texts = file.GetProperty("texts").EnumerateObject().ToFrozenDictionary(text => text.Name, text => text.Value.GetString()!, StringComparer.OrdinalIgnoreCase);
    }

    /// <summary>All languages, by code.</summary>
    public static FrozenDictionary<string, PageLanguage> All { get; } = Read();

    /// <summary>The language of who speaks none of them.</summary>
    public static PageLanguage English => All["en"];

    /// <summary>A language tag, such as <c>ko</c> or <c>zh-Hans</c>.</summary>
    public string Code { get; }

    public bool IsRightToLeft { get; }

    /// <summary>The texts by name.</summary>
    public FrozenDictionary<string, string> Texts { get; }

    /// <summary>The ten digits.</summary>
    public string Digits => _digits;

    /// <summary>The language of a tag, or another of the same main language: <c>zh-Hans</c> for <c>zh-CN</c>. Null for none.</summary>
    public static PageLanguage? Find(string? tag)
    {
        if (string.IsNullOrEmpty(tag))
            return null;
        return All.TryGetValue(tag, out var exact) ? exact : All.Values.FirstOrDefault(language => MainOf(language.Code).Equals(MainOf(tag), StringComparison.OrdinalIgnoreCase));
    }

    /// <summary>Whether two tags are of the same main language.</summary>
    public static bool AreAlike(string tag, string other) => MainOf(tag).Equals(MainOf(other), StringComparison.OrdinalIgnoreCase);

    /// <summary>A whole number with the language's digits, in groups of three.</summary>
    public string Number(long value)
    {
        var plain = FormattableString.Invariant($"{value}");
        var written = new StringBuilder();
        for (var at = 0; at < plain.Length; at++)
        {
            if (at > 0 && value >= _groupFrom && (plain.Length - at) % 3 == 0)
                written.Append(_grouping);
            written.Append(char.IsAsciiDigit(plain[at]) ? _digits[plain[at] - '0'] : plain[at]);
        }

        return written.ToString();
    }

    /// <summary>The same text with the language's digits, for clocks.</summary>
    public string WithDigits(string text) => string.Concat(text.Select(letter => char.IsAsciiDigit(letter) ? _digits[letter - '0'] : letter));

    /// <summary>The form of a text for a number: forms stand one after the other, with <c>|</c> between them. The file's <c>plural</c> has the
    /// numbers of each but the last.</summary>
    public string Plural(string forms, long value)
    {
        var all = forms.Split('|');
        var form = Array.FindIndex(_pluralForms, range => value >= range.From && value <= range.To);
        return all[form < 0 || form >= all.Length ? ^1 : form];
    }

    private static ReadOnlySpan<char> MainOf(string tag) => tag.AsSpan(0, tag.IndexOf('-', StringComparison.Ordinal) is > 0 and var end ? end : tag.Length);

    private static (long From, long To) RangeOf(string text)
    {
        var ends = text.Split('-');
        return (long.Parse(ends[0], System.Globalization.CultureInfo.InvariantCulture), long.Parse(ends[^1], System.Globalization.CultureInfo.InvariantCulture));
    }

    private static FrozenDictionary<string, PageLanguage> Read()
    {
        var assembly = typeof(PageLanguage).Assembly;
        return assembly.GetManifestResourceNames().Where(name => name.StartsWith(Prefix, StringComparison.Ordinal)).Select(name =>
        {
            using var stream = assembly.GetManifestResourceStream(name)!;
            using var file = JsonDocument.Parse(stream);
            return new PageLanguage(name[Prefix.Length..], file.RootElement);
        }).ToFrozenDictionary(language => language.Code, StringComparer.OrdinalIgnoreCase);
    }
}
