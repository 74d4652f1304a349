namespace TrafficTacos.Queueing.Engine;

/// <summary>What operators may say.</summary>
internal static class OperatorInput
{
    private const int MaxNameLength = 128;

    public static void ThrowIfNoName(string who, string parameter)
    {
        ArgumentNullException.ThrowIfNull(who, parameter);
        if (who.Length is < 1 or > MaxNameLength || who.Any(char.IsControl))
            throw new ArgumentException($"Who does it is 1 to {MaxNameLength} characters, without control characters.", parameter);
    }

    public static void ThrowIfNumber(VisitorQuery query, string parameter)
    {
        ArgumentNullException.ThrowIfNull(query, parameter);
        if (query.IsNumber)
            throw new ArgumentException("Anybody can say a number: a change needs the waiting token, the user id, the idempotency key or the support code.", parameter);
    }
}
