namespace TrafficTacos.Tools.Laboratory.Scenarios;

/// <summary>The scenario files that are copied beside the program.</summary>
internal static class BundledScenarios
{
    public static IReadOnlyList<Scenario> All() =>
        [.. Directory.GetFiles(Path.Combine(AppContext.BaseDirectory, "scenarios"), "*.json").Order(StringComparer.Ordinal).Select(file => ScenarioReader.Read(new FileInfo(file)))];
}
