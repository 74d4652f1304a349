namespace TrafficTacos.Gateway.Host.Operators;

/// <summary>The names of the roles, in the operators' file and in a claim.</summary>
internal static class OperatorRoles
{
    public const string View = "view";
    public const string Change = "change";

    /// <summary>The role of a name, which is exact; null if there is none.</summary>
    public static OperatorRole? Find(string? name) => name switch
    {
        View => OperatorRole.View,
        Change => OperatorRole.Change,
        _ => null,
    };
}
