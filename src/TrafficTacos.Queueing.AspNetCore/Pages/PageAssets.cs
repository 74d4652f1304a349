using System.Diagnostics.CodeAnalysis;

namespace TrafficTacos.Queueing.AspNetCore.Pages;

/// <summary>A file of the page.</summary>
internal sealed record PageAsset(string ContentType, byte[] Bytes);

/// <summary>The embedded files of the waiting page and its client, by name: <c>page.js</c>, <c>page.css</c>, <c>client.js</c>,
/// <c>client.d.ts</c>.</summary>
internal static class PageAssets
{
    public static bool TryFind(string name, [NotNullWhen(true)] out PageAsset? asset)
    {
        asset = null;
        return false;
    }
}
