using TrafficTacos.Queueing.Tokens;

namespace TrafficTacos.Queueing.Engine;

/// <summary>A short name of a visitor's place, to be said on the telephone: 40 keyed bits of the entry as eight characters of Crockford's
/// base32, which has no I, L, O and U.</summary>
internal static class SupportCode
{
    private const string Alphabet = "0123456789ABCDEFGHJKMNPQRSTVWXYZ";
    private const int Length = 8;

    public static string Of(KeyRing keys, string eventId, EntryId entry) => string.Create(Length + 1, IdentityHash.Support(keys, eventId, entry), static (text, bits) =>
    {
        for (var (i, at) = (0, 0); i < Length; i++)
        {
            if (i == Length / 2)
                text[at++] = '-';
            text[at++] = Alphabet[(int)((bits >> (5 * (Length - 1 - i))) & 31)];
        }
    });

    /// <summary>As <see cref="Of"/> spells it.</summary>
    public static string Normalize(string code, string parameter)
    {
        ArgumentNullException.ThrowIfNull(code, parameter);
        Span<char> text = stackalloc char[Length + 1];
        var length = 0;
        foreach (var typed in code)
        {
            if (typed is '-' or ' ')
                continue;
            var character = char.ToUpperInvariant(typed) switch { 'O' => '0', 'I' or 'L' => '1', var other => other };
            if (length > Length || !Alphabet.Contains(character, StringComparison.Ordinal))
                throw Wrong(parameter);
            if (length == Length / 2)
                text[length++] = '-';
            text[length++] = character;
        }

        return length == Length + 1 ? new string(text) : throw Wrong(parameter);
    }

    private static ArgumentException Wrong(string parameter) => new("A support code has eight letters and digits, for example 7K3M-Q2ZD.", parameter);
}
