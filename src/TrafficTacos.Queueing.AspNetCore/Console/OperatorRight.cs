namespace TrafficTacos.Queueing.AspNetCore.Console;

/// <summary>What a request to the console needs.</summary>
internal enum OperatorRight
{
    /// <summary>A file of the page: everybody may read it, as they may the package.</summary>
    File = 0,

    /// <summary>The page: who may not look is sent to log in.</summary>
    Page = 1,

    /// <summary>A call that reads.</summary>
    View = 2,

    /// <summary>A call that reads, and takes a body: another site must not send it.</summary>
    Ask = 3,

    /// <summary>A call that changes something.</summary>
    Change = 4,
}

/// <summary>Endpoint metadata: what the endpoint needs.</summary>
internal sealed record OperatorRightMetadata(OperatorRight Right);
