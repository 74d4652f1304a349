namespace TrafficTacos.Samples.Laboratory.Scenarios;

/// <summary>A scenario file that cannot be run: where, and what is expected.</summary>
internal sealed class ScenarioException : Exception
{
    public ScenarioException(string file, long line, string trouble)
        : base(string.Create(System.Globalization.CultureInfo.InvariantCulture, $"{file}:{line}: {trouble}"))
    {
    }

    public ScenarioException(string message)
        : base(message)
    {
    }

    public ScenarioException(string message, Exception cause)
        : base(message, cause)
    {
    }

    public ScenarioException()
        : base("The scenario cannot be run.")
    {
    }
}
