namespace TrafficTacos.Gateway.Host.Operators;

/// <summary>The names of the operators' authentication schemes and authorization policies.</summary>
internal static class OperatorSchemes
{
    /// <summary>Selects one of the next two: the token, if a request has one.</summary>
    public const string Any = "Operator";

    /// <summary>The session of who signed in with a password.</summary>
    public const string Session = "OperatorSession";

    /// <summary>A bearer token of the issuer.</summary>
    public const string Token = "OperatorToken";

    /// <summary>The framework's validation of that token.</summary>
    public const string Issuer = "OperatorIssuer";

    public const string ViewPolicy = "operator-view";
    public const string ChangePolicy = "operator-change";
}
