using System.Buffers;
using TrafficTacos.Queueing.AspNetCore;

namespace TrafficTacos.Gateway.Host.Backends;

/// <summary>The format of ids that backends create: visible ASCII. Another id cannot exist, so no backend is called for it.</summary>
internal static class BackendIdFormat
{
    private const int MaxLength = 128;

    private static readonly SearchValues<char> Visible = SearchValues.Create(Enumerable.Range('!', '~' - '!' + 1).Select(c => (char)c).ToArray());

    /// <summary>The error of an id; null if it is valid.</summary>
    public static ApiError? Check(string? id, ApiError missing) =>
        string.IsNullOrWhiteSpace(id) ? missing : IsValid(id) ? null : ApiErrors.InvalidRequest;

    private static bool IsValid(string id) => id.Length <= MaxLength && !id.AsSpan().ContainsAnyExcept(Visible);
}
