using System.Buffers;
using TrafficTacos.Queueing.AspNetCore;

namespace TrafficTacos.Gateway.Host.Backends;

/// <summary>The ids that backends give out: visible ASCII. What is none cannot name anything, and is not asked for.</summary>
internal static class BackendIdFormat
{
    private const int Longest = 128;

    private static readonly SearchValues<char> Visible = SearchValues.Create(Enumerable.Range('!', '~' - '!' + 1).Select(c => (char)c).ToArray());

    /// <summary>What is wrong with an id; null when nothing is.</summary>
    public static ApiError? Check(string? id, ApiError missing) =>
        string.IsNullOrWhiteSpace(id) ? missing : IsValid(id) ? null : ApiErrors.InvalidRequest;

    private static bool IsValid(string id) => id.Length <= Longest && !id.AsSpan().ContainsAnyExcept(Visible);
}
