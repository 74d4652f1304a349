namespace TrafficTacos.Queueing.Admission;

/// <summary>What operators may write: their name, and what everybody reads.</summary>
internal static class OperatorText
{
    public const int MaximumNameLength = EventSettingsChange.MaximumNameLength;

    /// <summary>What <see cref="IsName"/> wants, for a message.</summary>
    public static readonly string Name = $"1 to {MaximumNameLength} characters, not only spaces, and without control characters";

    /// <summary>Whether the audit can say by it who did something.</summary>
    public static bool IsName(string name) => !string.IsNullOrWhiteSpace(name) && name.Length <= MaximumNameLength && !name.Any(char.IsControl);

    /// <summary>Whether a page can show it, a terminal print it, and a spreadsheet take it: without <c>&lt;</c>, <c>&gt;</c> and control characters.</summary>
    public static bool IsPlain(string text) => !text.AsSpan().ContainsAny('<', '>') && !text.Any(char.IsControl);
}
