using System.Reflection;

namespace TrafficTacos.Gateway.Host.Configuration;

/// <summary>Which build this is.</summary>
internal static class GatewayVersion
{
    private static readonly string[] Parts =
        typeof(GatewayVersion).Assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()!.InformationalVersion.Split('+');

    public static string Release => Parts[0];

    /// <summary>What it was built from; empty when nobody said so.</summary>
    public static string Commit => Parts.Length > 1 ? Parts[1] : "";
}
