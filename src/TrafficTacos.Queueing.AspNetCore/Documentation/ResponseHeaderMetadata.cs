namespace TrafficTacos.Queueing.AspNetCore;

/// <summary>Endpoint metadata: a header of the successful responses. No OpenAPI generator reads response headers from metadata; a
/// transformer of a few lines does (docs/embedding.md).</summary>
/// <param name="name">The header.</param>
/// <param name="description">What it says, and when it is sent.</param>
/// <param name="example">An example value.</param>
public sealed class ResponseHeaderMetadata(string name, string description, string example)
{
    /// <summary>The header.</summary>
    public string Name => name;

    /// <summary>What it says, and when it is sent.</summary>
    public string Description => description;

    /// <summary>An example value.</summary>
    public string Example => example;
}
