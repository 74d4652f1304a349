namespace TrafficTacos.Tools.Crowd.Cli;

internal static class ExitCode
{
    public const int Success = 0;
    public const int ChecksFailed = 1;
    public const int InvalidInput = 2;
    public const int GatewayUnreachable = 3;
    public const int Interrupted = 130;
}
