using System.Reflection;

namespace TrafficTacos.Gateway.Host.Configuration;

/// <summary>The version of this build.</summary>
internal static class GatewayVersion
{
    private static readonly string[] Parts =
        typeof(GatewayVersion).Assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()!.InformationalVersion.Split('+');

    public static string Release => Parts[0];

    /// <summary>The commit it was built from; empty if unknown.</summary>
    public static string Commit => Parts.Length > 1 ? Parts[1] : "";
}
