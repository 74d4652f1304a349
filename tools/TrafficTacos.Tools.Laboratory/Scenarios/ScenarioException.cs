using static System.FormattableString;

namespace TrafficTacos.Tools.Laboratory.Scenarios;

/// <summary>A scenario is invalid. The message names the file, the line and the expected value.</summary>
internal sealed class ScenarioException : Exception
{
    public ScenarioException(string file, long line, string error)
        : base(Invariant($"{file}:{line}: {error}"))
    {
    }

    public ScenarioException(string message)
        : base(message)
    {
    }

    public ScenarioException(string message, Exception innerException)
        : base(message, innerException)
    {
    }

    public ScenarioException()
        : base("The scenario is invalid.")
    {
    }
}
