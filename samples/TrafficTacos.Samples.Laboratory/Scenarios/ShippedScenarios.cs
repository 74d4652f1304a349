namespace TrafficTacos.Samples.Laboratory.Scenarios;

/// <summary>The files beside the program.</summary>
internal static class ShippedScenarios
{
    public static IReadOnlyList<Scenario> All() =>
        [.. Directory.GetFiles(Path.Combine(AppContext.BaseDirectory, "scenarios"), "*.json").Order(StringComparer.Ordinal).Select(file => ScenarioReader.Read(new FileInfo(file)))];
}
