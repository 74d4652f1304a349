using TrafficTacos.Queueing.Admission;

namespace TrafficTacos.Queueing.Engine;

/// <summary>What operators may say.</summary>
internal static class OperatorInput
{
    public static void ThrowIfNoName(string who, string parameter)
    {
        ArgumentNullException.ThrowIfNull(who, parameter);
        if (!OperatorText.IsName(who))
            throw new ArgumentException($"Who does it is {OperatorText.Name}.", parameter);
    }

    public static void ThrowIfNumber(VisitorQuery query, string parameter)
    {
        ArgumentNullException.ThrowIfNull(query, parameter);
        if (query.IsNumber)
            throw new ArgumentException("Anybody can say a number: a change needs the waiting token, the user id, the idempotency key or the support code.", parameter);
    }
}
