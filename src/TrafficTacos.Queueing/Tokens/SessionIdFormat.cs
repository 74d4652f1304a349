using System.Globalization;

namespace TrafficTacos.Queueing.Tokens;

/// <summary>The id of a session as applications keep it: the entry, then the id, so that the store finds the one by the other.</summary>
internal static class SessionIdFormat
{
    private const int EntryDigits = 32;
    private const int Length = EntryDigits + 16;

    public static string Write(EntryId entry, ulong id) => string.Create(CultureInfo.InvariantCulture, $"{entry.Value:x32}{id:x16}");

    public static bool TryRead(string text, out EntryId entry, out ulong id)
    {
        (entry, id) = (default, 0);
        if (text.Length != Length
            || !UInt128.TryParse(text.AsSpan(0, EntryDigits), NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out var value)
            || !ulong.TryParse(text.AsSpan(EntryDigits), NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out id))
        {
            return false;
        }

        entry = new EntryId(value);
        return true;
    }
}
