using System.Security.Cryptography;
using System.Text;

namespace TrafficTacos.Gateway.Host.Operators;

/// <summary>A line of the operators' file.</summary>
/// <param name="Name">The name, unique in any case of its letters.</param>
/// <param name="Role">What the operator may do.</param>
/// <param name="PasswordHash">The hash by the framework's hasher.</param>
internal sealed record OperatorAccount(string Name, OperatorRole Role, string PasswordHash)
{
    /// <summary>Changes with everything of the line. A session carries it, so it ends with the line that it was opened with. Redis has no
    /// part of the line: who can read the keys of the sessions there still cannot make a session.</summary>
    public string Stamp { get; } = Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes($"{Name}\n{Role}\n{PasswordHash}")).AsSpan(0, 16));
}
