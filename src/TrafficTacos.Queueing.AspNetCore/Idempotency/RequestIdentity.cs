using System.Buffers;
using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;
using Microsoft.AspNetCore.Http;

namespace TrafficTacos.Queueing.AspNetCore.Idempotency;

/// <summary>Identifies a request for its idempotency key: the operation, and the content.</summary>
internal static class RequestIdentity
{
    private const int BufferSize = 16 * 1024;

    /// <summary>The operation. The same key at another operation is another key.</summary>
    public static string Route(HttpRequest request, string? pattern) => $"{request.Method} {pattern ?? request.Path}";

    /// <summary>A hash of path, query and body. The body is read here, within the endpoint's own limit, and again by the endpoint; a
    /// larger one throws <see cref="BadHttpRequestException"/>.</summary>
    public static async ValueTask<byte[]> FingerprintAsync(HttpRequest request, CancellationToken cancellationToken)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        // Encoded as in an address, where no path contains a question mark.
        var path = Encoding.UTF8.GetBytes(request.PathBase.Add(request.Path).ToUriComponent() + request.QueryString);
        var length = new byte[sizeof(int)];
        BinaryPrimitives.WriteInt32LittleEndian(length, path.Length);
        hash.AppendData(length);
        hash.AppendData(path);

        request.EnableBuffering();
        var buffer = ArrayPool<byte>.Shared.Rent(BufferSize);
        try
        {
            for (int count; (count = await request.Body.ReadAsync(buffer, cancellationToken).ConfigureAwait(false)) > 0;)
                hash.AppendData(buffer, 0, count);
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(buffer);
        }

        request.Body.Position = 0;
        return hash.GetHashAndReset();
    }
}
