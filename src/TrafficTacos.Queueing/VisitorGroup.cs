namespace TrafficTacos.Queueing;

/// <summary>What the application may say of where a visitor comes from.</summary>
internal static class VisitorGroup
{
    public const int MaxLength = 64;

    public static void ThrowIfInvalid(string group, string parameter)
    {
        if (group.Length is < 1 or > MaxLength)
            throw new ArgumentException($"A group has 1 to {MaxLength} characters; this one has {group.Length}.", parameter);
    }
}
