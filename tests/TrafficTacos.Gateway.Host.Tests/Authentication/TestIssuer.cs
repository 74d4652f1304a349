using System.IO.Compression;
using System.Text;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;
using TrafficTacos.Gateway.Host.Authentication;
using TrafficTacos.Gateway.Host.Tests.Harness;

namespace TrafficTacos.Gateway.Host.Tests.Authentication;

/// <summary>An issuer on loopback with a key set that a test can change, take away, or let hang; it counts who asks.</summary>
internal sealed class TestIssuer : IAsyncDisposable
{
    public const string Name = "https://issuer.example/";
    public const string Audience = "ticket-shop";

    private readonly WebApplication _app;
    private int _asked;
    private Task _delay = Task.CompletedTask;

    private TestIssuer(WebApplication app) => _app = app;

    /// <summary>What it publishes; null answers 503.</summary>
    public string? Document { get; set; }

    /// <summary>Whether it answers in gzip, whatever it is asked for.</summary>
    public bool IsCompressed { get; set; }

    public int Asked => Volatile.Read(ref _asked);

    /// <summary>How a gateway is told to accept its tokens.</summary>
    public AuthenticationSettings Settings =>
        TestSettings.Authentication with { JwksEndpoint = new Uri(_app.Urls.Single() + "/keys"), Issuer = Name, Audience = Audience };

    public static async Task<TestIssuer> StartAsync(params TestKey[] keys)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        var app = builder.Build();
        var issuer = new TestIssuer(app) { Document = TestKey.KeySet(keys) };
        app.MapGet("/keys", issuer.AnswerAsync);
        await app.StartAsync();
        return issuer;
    }

    /// <summary>The claims of a good token, to be spoilt by whoever wants.</summary>
    public static Dictionary<string, object?> Claims(TimeProvider time, string subject = "somebody", TimeSpan? expiresIn = null) => new(StringComparer.Ordinal)
    {
        ["iss"] = Name,
        ["aud"] = Audience,
        ["sub"] = subject,
        ["exp"] = (time.GetUtcNow() + (expiresIn ?? TimeSpan.FromHours(1))).ToUnixTimeSeconds(),
    };

    public ValueTask DisposeAsync() => _app.DisposeAsync();

    /// <summary>From now on it is asked and answers nothing, until this is completed.</summary>
    public TaskCompletionSource Hang()
    {
        var hanging = new TaskCompletionSource();
        _delay = hanging.Task;
        return hanging;
    }

    private async Task<IResult> AnswerAsync()
    {
        Interlocked.Increment(ref _asked);
        await _delay;
        if (Document is not { } document)
            return Results.StatusCode(503);
        if (!IsCompressed)
            return Results.Text(document, "application/json");
        using var packed = new MemoryStream();
        await using (var gzip = new GZipStream(packed, CompressionLevel.Fastest, leaveOpen: true))
            await gzip.WriteAsync(Encoding.UTF8.GetBytes(document));
        return new Compressed(packed.ToArray());
    }

    private sealed class Compressed(byte[] body) : IResult
    {
        public async Task ExecuteAsync(HttpContext httpContext)
        {
            httpContext.Response.ContentType = "application/json";
            httpContext.Response.Headers.ContentEncoding = "gzip";
            await httpContext.Response.Body.WriteAsync(body);
        }
    }
}
