using Microsoft.AspNetCore.OpenApi;
using Microsoft.OpenApi;

namespace TrafficTacos.Gateway.Host.Documentation;

/// <summary>A serialized document. Endpoints do not change while the gateway runs, so it is created once: it has no rate limit and must
/// be cheap.</summary>
internal sealed class OpenApiDocumentCache(IOpenApiDocumentProvider provider)
{
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
