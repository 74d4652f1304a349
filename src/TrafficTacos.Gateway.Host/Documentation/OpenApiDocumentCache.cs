using Microsoft.AspNetCore.OpenApi;
using Microsoft.OpenApi;

namespace TrafficTacos.Gateway.Host.Documentation;

/// <summary>The document as it is sent. Endpoints do not change while the host runs, so it is written once: it is served without a
/// limit, and must not cost anything.</summary>
internal sealed class OpenApiDocumentCache([FromKeyedServices(OpenApiDocumentCache.Name)] IOpenApiDocumentProvider provider)
{
    public const string Name = "v1";

    private byte[]? _text;

    public async Task<byte[]> GetAsync(CancellationToken cancellationToken)
    {
        if (Volatile.Read(ref _text) is { } known)
            return known;
        var document = await provider.GetOpenApiDocumentAsync(cancellationToken);
        using var text = new MemoryStream();
        await document.SerializeAsJsonAsync(text, OpenApiSpecVersion.OpenApi3_1, cancellationToken);
        Volatile.Write(ref _text, text.ToArray());
        return _text!;
    }
}
