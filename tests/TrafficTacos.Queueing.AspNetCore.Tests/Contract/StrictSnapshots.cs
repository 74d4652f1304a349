using System.Runtime.CompilerServices;

namespace TrafficTacos.Queueing.AspNetCore.Tests.Contract;

/// <summary>A snapshot that is missing is a failure, not a new snapshot: else a lost file would pass for ever. To write new
/// ones: <c>SNAPSHOOTER_STRICT_MODE=off dotnet test</c>.</summary>
internal static class StrictSnapshots
{
    private const string Variable = "SNAPSHOOTER_STRICT_MODE";

    [ModuleInitializer]
    internal static void TurnOn()
    {
        if (Environment.GetEnvironmentVariable(Variable) is null)
            Environment.SetEnvironmentVariable(Variable, "on");
    }
}
