namespace TrafficTacos.Samples.Laboratory.Replaying;

/// <summary>Why a replay cannot be had, and what to do about it.</summary>
internal sealed class ReplayException : Exception
{
    public ReplayException(string message)
        : base(message)
    {
    }

    public ReplayException(string message, Exception cause)
        : base(message, cause)
    {
    }

    public ReplayException()
        : base("The replay cannot be had.")
    {
    }
}
