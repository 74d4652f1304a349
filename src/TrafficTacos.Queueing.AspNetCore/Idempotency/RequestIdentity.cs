using System.Buffers;
using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;
using Microsoft.AspNetCore.Http;

namespace TrafficTacos.Queueing.AspNetCore;

/// <summary>What a request is, for its idempotency key: which operation, and with which content.</summary>
internal static class RequestIdentity
{
    private const int ReadAtOnce = 16 * 1024;

    /// <summary>The operation: the same key at another one is another key.</summary>
    public static string Route(HttpRequest request, string? pattern) => $"{request.Method} {pattern ?? request.Path}";

    /// <summary>A hash of path, query and body. The body is read once here, within the endpoint's own limit, and is there again for the
    /// endpoint; one beyond the limit throws <see cref="BadHttpRequestException"/>.</summary>
    public static async ValueTask<byte[]> FingerprintAsync(HttpRequest request, CancellationToken cancellationToken)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        // Both as they stand in an address, where no path has a question mark.
        var path = Encoding.UTF8.GetBytes(request.PathBase.Add(request.Path).ToUriComponent() + request.QueryString);
        var length = new byte[sizeof(int)];
        BinaryPrimitives.WriteInt32LittleEndian(length, path.Length);
        hash.AppendData(length);
        hash.AppendData(path);

        request.EnableBuffering();
        var buffer = ArrayPool<byte>.Shared.Rent(ReadAtOnce);
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
