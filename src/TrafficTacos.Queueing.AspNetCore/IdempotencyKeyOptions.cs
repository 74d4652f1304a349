using Microsoft.AspNetCore.Http;

namespace TrafficTacos.Queueing.AspNetCore;

/// <summary>How <c>RequireIdempotencyKey</c> and <c>AcceptIdempotencyKey</c> treat an endpoint.</summary>
public sealed class IdempotencyKeyOptions
{
    /// <summary>Which responses are stored, by status. Default: 200 to 399. Any other status says that nothing was done and the client
    /// may correct it (log in, queue, fix the body, wait), so the key is free again. Responses from 500 on are never stored.</summary>
    public Func<int, bool> ShouldStore { get; set; } = static status => status is >= StatusCodes.Status200OK and < StatusCodes.Status400BadRequest;

    /// <summary>The largest body that is stored, in bytes. A larger one is sent as it is written and not stored: a repeated request is
    /// then not done again, but is 409 <c>IDEMPOTENCY_ANSWER_NOT_KEPT</c> with the first status and headers. 1 to 16 MiB; default
    /// 64 KiB.</summary>
    public int MaximumBodySize { get; set; } = 64 * 1024;

    /// <summary>How long a request may take before the same request may be done again. Above zero, and at most
    /// <see cref="WaitingRoomOptions.IdempotencyRetention"/>. Null, the default, is <see cref="WaitingRoomOptions.IdempotencyLease"/>.</summary>
    public TimeSpan? Lease { get; set; }

    /// <summary>The headers that are stored with a response. Default: <c>Content-Type</c>, <c>Content-Language</c>,
    /// <c>Content-Encoding</c>, <c>Content-Disposition</c>, <c>Content-Location</c>, <c>Location</c>, <c>ETag</c>,
    /// <c>Last-Modified</c>, <c>Link</c>, <c>Cache-Control</c>. Never add one that holds a secret of one client.</summary>
    public ICollection<string> Headers { get; } =
    [
        "Content-Type", "Content-Language", "Content-Encoding", "Content-Disposition", "Content-Location", "Location", "ETag",
        "Last-Modified", "Link", "Cache-Control",
    ];
}
