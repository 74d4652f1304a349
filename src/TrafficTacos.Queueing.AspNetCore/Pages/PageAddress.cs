using System.Diagnostics.CodeAnalysis;

namespace TrafficTacos.Queueing.AspNetCore.Pages;

/// <summary>Addresses that stand in a page.</summary>
internal static class PageAddress
{
    /// <summary>The address if it is one of this host, else the root: a browser takes <c>//name</c>, <c>/\name</c> and what control characters
    /// make of it for another host.</summary>
    public static string OnThisHost(string address) => IsLocal(address) ? address : "/";

    /// <summary>Whether an address from options may be a link: a path, or http(s), and nothing that runs a script.</summary>
    public static bool IsSafe([NotNullWhen(true)] string? address) =>
        address is not null && (IsLocal(address) || (Uri.TryCreate(address, UriKind.Absolute, out var uri) && uri.Scheme is "https" or "http"));

    private static bool IsLocal(string address) =>
        address is ['/', ..] && address is not ['/', '/' or '\\', ..] && !address.Any(char.IsControl);
}
