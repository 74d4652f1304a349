namespace TrafficTacos.Tools.Laboratory.Cli;

internal static class ExitCode
{
    public const int Success = 0;

    /// <summary>A violation, or a measure of a replay outside its tolerance.</summary>
    public const int Failed = 1;
    public const int InvalidInput = 2;
    public const int Interrupted = 130;
}
