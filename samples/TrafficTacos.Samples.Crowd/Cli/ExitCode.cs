namespace TrafficTacos.Samples.Crowd.Cli;

/// <summary>What the crowd says to the shell.</summary>
internal static class ExitCode
{
    public const int AllZeros = 0;
    public const int VerdictNotZero = 1;
    public const int BadInput = 2;
    public const int NoGateway = 3;
    public const int Interrupted = 130;
}
