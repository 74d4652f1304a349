namespace TrafficTacos.Queueing.AspNetCore.Console;

/// <summary>Who uses the console in a request.</summary>
/// <param name="Name">As the audit has it.</param>
/// <param name="Until">When their log-in ends; null if nobody says.</param>
internal sealed record OperatorUser(string Name, DateTimeOffset? Until)
{
    public static OperatorUser Developer { get; } = new("developer", null);
}
