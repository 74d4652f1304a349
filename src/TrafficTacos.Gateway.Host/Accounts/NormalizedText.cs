using System.Globalization;
using System.Text;

namespace TrafficTacos.Gateway.Host.Accounts;

/// <summary>
/// Text in the normal form C (Unicode Standard Annex 15): the same text may be typed as different characters. .NET leaves this to ICU,
/// which the images of the gateway do not have; without it <see cref="string.Normalize()"/> changes nothing. The tables are in nfc.txt.
/// </summary>
internal static class NormalizedText
{
    /// <summary>All text before this character is in the normal form.</summary>
    private const char FirstOfInterest = '\u0300';

    // Hangul is composed by arithmetic (section 3.12 of the standard).
    private const int Syllables = 0xAC00, SyllableCount = 11172, Leads = 0x1100, LeadCount = 19, Vowels = 0x1161, VowelCount = 21, Trails = 0x11A7, TrailCount = 28;

    private static readonly Lazy<Tables> Data = new(Tables.Load);

    public static string Of(string text) => text.AsSpan().ContainsAnyInRange(FirstOfInterest, char.MaxValue) ? Compose(Decompose(text)) : text;

    private static List<int> Decompose(string text)
    {
        var decomposed = new List<int>(2 * text.Length);
        foreach (var rune in text.EnumerateRunes())
        {
            var syllable = rune.Value - Syllables;
            if (syllable is >= 0 and < SyllableCount)
            {
                decomposed.Add(Leads + syllable / (VowelCount * TrailCount));
                decomposed.Add(Vowels + syllable % (VowelCount * TrailCount) / TrailCount);
                if (syllable % TrailCount is > 0 and var trail)
                    decomposed.Add(Trails + trail);
            }
            else if (Data.Value.Decompositions.TryGetValue(rune.Value, out var parts))
            {
                decomposed.AddRange(parts);
            }
            else
            {
                decomposed.Add(rune.Value);
            }
        }

        Order(decomposed);
        return decomposed;
    }

    /// <summary>Sorts marks that follow each other by their class; those of one class keep their order.</summary>
    private static void Order(List<int> characters)
    {
        for (var i = 1; i < characters.Count; i++)
        {
            var (character, its) = (characters[i], Class(characters[i]));
            var at = i;
            for (; its != 0 && at > 0 && Class(characters[at - 1]) > its; at--)
                characters[at] = characters[at - 1];
            characters[at] = character;
        }
    }

    private static string Compose(List<int> decomposed)
    {
        var composed = new List<int>(decomposed.Count);
        var (starter, lastClass) = (-1, 0);
        foreach (var character in decomposed)
        {
            var its = Class(character);
            // A mark is blocked by one of the same class before it, and a starter by any mark.
            var isAdjacent = starter >= 0 && starter == composed.Count - 1;
            if (starter >= 0 && (isAdjacent || (lastClass < its && lastClass != 0)) && Pair(composed[starter], character) is { } pair)
            {
                composed[starter] = pair;
                continue;
            }

            if (its == 0)
                starter = composed.Count;
            lastClass = its;
            composed.Add(character);
        }

        var text = new StringBuilder(composed.Count);
        foreach (var character in composed)
            text.Append(new Rune(character).ToString());
        return text.ToString();
    }

    private static int? Pair(int first, int second)
    {
        if (first - Leads is >= 0 and < LeadCount and var lead && second - Vowels is >= 0 and < VowelCount and var vowel)
            return Syllables + (lead * VowelCount + vowel) * TrailCount;
        if (first - Syllables is >= 0 and < SyllableCount and var syllable && syllable % TrailCount == 0 && second - Trails is > 0 and < TrailCount and var trail)
            return first + trail;
        return Data.Value.Compositions.TryGetValue((first, second), out var pair) ? pair : null;
    }

    private static int Class(int character) => Data.Value.Classes.GetValueOrDefault(character);

    private sealed record Tables(Dictionary<int, int> Classes, Dictionary<int, int[]> Decompositions, Dictionary<(int First, int Second), int> Compositions)
    {
        public static Tables Load()
        {
            var tables = new Tables([], [], []);
            using var resource = typeof(NormalizedText).Assembly.GetManifestResourceStream("nfc.txt")!;
            using var reader = new StreamReader(resource);
            while (reader.ReadLine() is { } line)
                tables.Add(line.Split(' '));
            return tables;
        }

        private void Add(string[] line)
        {
            switch (line)
            {
                case ["class", var from, var to, var number]:
                    for (var character = Hex(from); character <= Hex(to); character++)
                        Classes[character] = int.Parse(number, CultureInfo.InvariantCulture);
                    break;
                case ["decompose", var character, .. var parts]:
                    Decompositions[Hex(character)] = [.. parts.Select(Hex)];
                    break;
                case ["compose", var first, var second, var pair]:
                    Compositions[(Hex(first), Hex(second))] = Hex(pair);
                    break;
            }
        }

        private static int Hex(string text) => int.Parse(text, NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture);
    }
}
