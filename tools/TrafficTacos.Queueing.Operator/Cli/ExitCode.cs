namespace TrafficTacos.Queueing.Operator.Cli;

internal static class ExitCode
{
    public const int Done = 0;
    public const int NothingDone = 1;
    public const int WrongInput = 2;

    /// <summary>As a shell counts a program that Ctrl-C ended.</summary>
    public const int Cancelled = 130;
}
