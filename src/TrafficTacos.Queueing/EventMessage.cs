namespace TrafficTacos.Queueing;

/// <summary>What an operator tells everybody who waits: plain text.</summary>
public sealed class EventMessage
{
    internal const int MaximumLength = 280;
    internal const int MaximumTranslations = 20;

    /// <summary>The text, for everybody whose language is not in <see cref="Translations"/>: at most 280 characters, without
    /// <c>&lt;</c>, <c>&gt;</c> and control characters. Empty for no message.</summary>
    public required string Text { get; init; }

    /// <summary>The text by language, such as <c>ko</c> or <c>pt-BR</c>; case does not matter. At most 20. Default none.</summary>
    public IReadOnlyDictionary<string, string> Translations { get; init; } = new Dictionary<string, string>(StringComparer.OrdinalIgnoreCase);

    /// <summary>The text in a language, or in its main one (<c>pt</c> for <c>pt-BR</c>), otherwise <see cref="Text"/>.</summary>
    /// <param name="language">A language, such as <c>ko</c> or <c>pt-BR</c>.</param>
    public string In(string language)
    {
        ArgumentNullException.ThrowIfNull(language);
        foreach (var wanted in (ReadOnlySpan<string>)[language, language.Split('-')[0]])
        {
            foreach (var (name, text) in Translations)
            {
                if (string.Equals(name, wanted, StringComparison.OrdinalIgnoreCase))
                    return text;
            }
        }

        return Text;
    }
}
