using Microsoft.AspNetCore.Http;

namespace TrafficTacos.Queueing.AspNetCore;

/// <summary>How <c>RequireIdempotencyKey</c> and <c>AcceptIdempotencyKey</c> treat an endpoint.</summary>
public sealed class IdempotencyKeyOptions
{
    /// <summary>Who the authenticated user of a request is. Default as in <see cref="WaitingRoomEndpointOptions.UserId"/>. A key
    /// belongs to its user. All who are nobody share one scope, so an anonymous client's key is as private as it is hard to
    /// guess: whoever sends the same key and request gets the same answer.</summary>
    public Func<HttpContext, string?> UserId { get; set; } = WaitingRoomEndpointOptions.Subject;

    /// <summary>Which answers are kept, by status. Default: 200 to 399. Any other says that nothing was done and the client may
    /// mend it (log in, queue, correct the body, wait), so the key is free again. From 500 on nothing is kept, whatever this
    /// says.</summary>
    public Func<int, bool> ShouldStore { get; set; } = static status => status is >= StatusCodes.Status200OK and < StatusCodes.Status400BadRequest;

    /// <summary>The longest body of an answer that is kept, in bytes. A longer one goes out as it comes and is not kept: a
    /// repeated request is then done again. 1 to 16 MiB; default 64 KiB.</summary>
    public int MaximumBodySize { get; set; } = 64 * 1024;

    /// <summary>How long a request may work before the same one may be done again. Above zero, and at most
    /// <see cref="WaitingRoomOptions.IdempotencyRetention"/>. Null, the default, is <see cref="WaitingRoomOptions.IdempotencyLease"/>.</summary>
    public TimeSpan? Lease { get; set; }

    /// <summary>The headers that are kept with an answer. Default: <c>Content-Type</c>, <c>Content-Language</c>,
    /// <c>Content-Encoding</c>, <c>Content-Disposition</c>, <c>Content-Location</c>, <c>Location</c>, <c>ETag</c>,
    /// <c>Last-Modified</c>, <c>Link</c>, <c>Cache-Control</c>. Never add one that holds a secret of one client.</summary>
    public ICollection<string> Headers { get; } =
    [
        "Content-Type", "Content-Language", "Content-Encoding", "Content-Disposition", "Content-Location", "Location", "ETag",
        "Last-Modified", "Link", "Cache-Control",
    ];
}
