namespace TrafficTacos.Samples.Laboratory.Cli;

/// <summary>What the laboratory says to the shell.</summary>
internal static class ExitCode
{
    public const int Done = 0;

    /// <summary>Something was found that must be zero.</summary>
    public const int VerdictNotZero = 1;
    public const int BadInput = 2;
    public const int Interrupted = 130;
}
