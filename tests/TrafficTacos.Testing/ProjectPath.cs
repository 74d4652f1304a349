using System.Reflection;

namespace TrafficTacos.Testing;

/// <summary>Paths that the project of a test assembly tells it, as its AssemblyMetadata.</summary>
public static class ProjectPath
{
    /// <param name="assembly">The test assembly.</param>
    /// <param name="key">The Include of the AssemblyMetadata.</param>
    /// <exception cref="InvalidOperationException">The project tells no such path, or two.</exception>
    public static string Of(Assembly assembly, string key) => assembly.GetCustomAttributes<AssemblyMetadataAttribute>()
        .Single(attribute => string.Equals(attribute.Key, key, StringComparison.Ordinal)).Value!;
}
