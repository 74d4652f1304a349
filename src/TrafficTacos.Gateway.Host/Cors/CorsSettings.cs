using TrafficTacos.Gateway.Host.Configuration;

namespace TrafficTacos.Gateway.Host.Cors;

/// <summary>The pages that may call the gateway from a browser.</summary>
internal sealed class CorsSettings(SettingsReader reader)
{
    /// <summary>Where front ends are developed.</summary>
    private static readonly string[] LocalOrigins = ["http://localhost:3000", "http://127.0.0.1:3000"];

    /// <summary>The configured origins, and the local ones in Development.</summary>
    public IReadOnlyList<string> Origins { get; init; } =
    [
        .. reader.List(
            new("Cors:AllowOrigins", "CORS_ALLOW_ORIGINS", "The origins of pages that may call the gateway from a browser."),
            "origins such as https://shop.example, without a path; not *, because clients send credentials, which browsers never send to a gateway that allows any origin",
            IsOrigin),
        .. reader.IsDevelopment ? LocalOrigins : [],
    ];

    private static bool IsOrigin(string text) =>
        Uri.TryCreate(text, UriKind.Absolute, out var uri) && uri.Scheme is "http" or "https"
        && string.Equals(uri.GetLeftPart(UriPartial.Authority), text, StringComparison.OrdinalIgnoreCase);
}
