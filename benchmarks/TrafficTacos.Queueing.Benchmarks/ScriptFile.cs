namespace TrafficTacos.Queueing.Benchmarks;

/// <summary>Reads the Redis scripts of Scripts/, which are copied beside the program.</summary>
internal static class ScriptFile
{
    public static string Read(string name) => File.ReadAllText(Path.Combine(AppContext.BaseDirectory, "Scripts", name));
}
