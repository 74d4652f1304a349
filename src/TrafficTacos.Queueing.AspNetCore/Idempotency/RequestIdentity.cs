using System.Buffers;
using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;

namespace TrafficTacos.Queueing.AspNetCore.Idempotency;

/// <summary>Identifies a request for its idempotency key: the operation, and the content.</summary>
internal static class RequestIdentity
{
    private const int BufferSize = 16 * 1024;

    /// <summary>For a server without a limit: that of Kestrel.</summary>
    private const long DefaultBodyLimit = 30_000_000;

    /// <summary>The operation. The same key at another operation is another key.</summary>
    public static string Route(HttpRequest request, string? pattern) => $"{request.Method} {pattern ?? request.Path}";

    /// <summary>A hash of path, query and body. The body is read here, within the endpoint's own limit, and again by the endpoint; a
    /// larger one throws <see cref="BadHttpRequestException"/>. It is kept in memory: the file system may be read-only.</summary>
    public static async ValueTask<byte[]> FingerprintAsync(HttpRequest request, CancellationToken cancellationToken)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        // Encoded as in an address, where no path contains a question mark.
        var path = Encoding.UTF8.GetBytes(request.PathBase.Add(request.Path).ToUriComponent() + request.QueryString);
        Append(hash, path);

        var body = await ReadAsync(request, cancellationToken).ConfigureAwait(false);
        if (!await FormIdentity.TryAppendAsync(hash, request, body, cancellationToken).ConfigureAwait(false))
            hash.AppendData(body.GetBuffer(), 0, (int)body.Length);
        body.Position = 0;
        request.Body = body;
        return hash.GetHashAndReset();
    }

    /// <summary>Appends a part with its length, so that no two lists of parts are the same bytes.</summary>
    public static void Append(IncrementalHash hash, ReadOnlySpan<byte> part)
    {
        Span<byte> length = stackalloc byte[sizeof(int)];
        BinaryPrimitives.WriteInt32LittleEndian(length, part.Length);
        hash.AppendData(length);
        hash.AppendData(part);
    }

    private static async ValueTask<MemoryStream> ReadAsync(HttpRequest request, CancellationToken cancellationToken)
    {
        var limit = request.HttpContext.Features.Get<IHttpMaxRequestBodySizeFeature>()?.MaxRequestBodySize ?? DefaultBodyLimit;
        var body = new MemoryStream();
        var buffer = ArrayPool<byte>.Shared.Rent(BufferSize);
        try
        {
            for (int count; (count = await request.Body.ReadAsync(buffer, cancellationToken).ConfigureAwait(false)) > 0;)
            {
                if (body.Length + count > limit)
                    throw new BadHttpRequestException("The body is too large.", StatusCodes.Status413PayloadTooLarge);
                body.Write(buffer, 0, count);
            }
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(buffer);
        }

        return body;
    }
}
