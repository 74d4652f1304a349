namespace TrafficTacos.Gateway.Host.Operators;

/// <summary>Where the console is.</summary>
internal static class OperatorPaths
{
    public const string Console = "/operator";
    public const string Api = Console + "/api";
    public const string SignIn = Console + "/sign-in";
    public const string SignInStyle = Console + "/sign-in.css";
    public const string SignOut = Console + "/sign-out";
}
