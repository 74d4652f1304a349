namespace TrafficTacos.Queueing.Operator.Cli;

internal static class ExitCode
{
    public const int Done = 0;
    public const int NothingDone = 1;
    public const int WrongInput = 2;
}
