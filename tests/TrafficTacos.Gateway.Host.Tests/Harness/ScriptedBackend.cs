using System.Buffers.Binary;
using System.Collections.Concurrent;
using System.Globalization;
using System.Net;
using System.Security.Cryptography.X509Certificates;
using Google.Protobuf;
using Grpc.Core;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Connections.Features;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.AspNetCore.Server.Kestrel.Https;
using Microsoft.Extensions.Logging;

namespace TrafficTacos.Gateway.Host.Tests.Harness;

/// <summary>How a backend answers one call.</summary>
internal delegate Task BackendScript(HttpContext context);

/// <summary>A call as it came over the wire.</summary>
internal sealed record RecordedCall(string Method, IReadOnlyDictionary<string, string> Headers, byte[] Message)
{
    public T Read<T>(MessageParser<T> parser)
        where T : IMessage<T> => parser.ParseFrom(Message);
}

/// <summary>A gRPC server that says what the test says, byte for byte: what no well-behaved service would say included.</summary>
internal sealed class ScriptedBackend : IAsyncDisposable
{
    private const int Prefix = 5;

    private readonly WebApplication _app;
    private readonly ConcurrentDictionary<string, ConcurrentQueue<BackendScript>> _next = new(StringComparer.Ordinal);
    private readonly ConcurrentDictionary<string, BackendScript> _always = new(StringComparer.Ordinal);

    private ScriptedBackend(int port, X509Certificate2? certificate)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.ConfigureKestrel(kestrel => kestrel.Listen(IPAddress.Loopback, port, listen =>
        {
            listen.Protocols = HttpProtocols.Http2;
            if (certificate is not null)
                listen.UseHttps(new HttpsConnectionAdapterOptions { ServerCertificate = certificate });
        }));
        _app = builder.Build();
        _app.Run(AnswerAsync);
    }

    public Uri Address => new(_app.Urls.Single());

    public ConcurrentQueue<RecordedCall> Calls { get; } = new();

    /// <param name="port">Any free one for 0.</param>
    /// <param name="certificate">With it, it speaks TLS.</param>
    public static async Task<ScriptedBackend> StartAsync(int port = 0, X509Certificate2? certificate = null)
    {
        var backend = new ScriptedBackend(port, certificate);
        await backend._app.StartAsync();
        return backend;
    }

    /// <summary>What it says to every call of a method, after what was said to the next ones.</summary>
    public ScriptedBackend Always(string method, BackendScript script)
    {
        _always[method] = script;
        return this;
    }

    public ScriptedBackend Next(string method, params BackendScript[] scripts)
    {
        foreach (var script in scripts)
            _next.GetOrAdd(method, _ => new()).Enqueue(script);
        return this;
    }

    public IEnumerable<RecordedCall> Of(string method) => Calls.Where(call => string.Equals(call.Method, method, StringComparison.Ordinal));

    public static BackendScript Reply(IMessage message) => async context =>
    {
        Begin(context);
        var bytes = new byte[Prefix + message.CalculateSize()];
        BinaryPrimitives.WriteUInt32BigEndian(bytes.AsSpan(1), (uint)message.CalculateSize());
        message.WriteTo(bytes.AsSpan(Prefix));
        await context.Response.Body.WriteAsync(bytes);
        context.Response.AppendTrailer("grpc-status", "0");
    };

    /// <summary>What it says depends on what it was asked.</summary>
    public static BackendScript Choose(Func<RecordedCall, BackendScript> choose) =>
        context => choose((RecordedCall)context.Items[nameof(RecordedCall)]!)(context);

    /// <summary>A failure without a body: its status stands in the headers.</summary>
    public static BackendScript Fail(StatusCode status, string detail = "") => context =>
    {
        Begin(context);
        context.Response.Headers["grpc-status"] = Text(status);
        context.Response.Headers["grpc-message"] = detail;
        return Task.CompletedTask;
    };

    /// <summary>The same, after 20 ms of work.</summary>
    public static BackendScript Slowly(BackendScript script) => async context =>
    {
        using var work = new PeriodicTimer(TimeSpan.FromMilliseconds(20));
        await work.WaitForNextTickAsync();
        await script(context);
    };

    /// <summary>A failure behind a body that has begun.</summary>
    public static BackendScript FailInTrailers(StatusCode status, string detail = "") => async context =>
    {
        Begin(context);
        await context.Response.Body.FlushAsync();
        context.Response.AppendTrailer("grpc-status", Text(status));
        context.Response.AppendTrailer("grpc-message", detail);
    };

    /// <summary>Never answers.</summary>
    public static BackendScript Silence => context =>
    {
        var gone = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        context.RequestAborted.Register(gone.SetResult);
        return gone.Task;
    };

    /// <summary>Dies while it works.</summary>
    public static BackendScript Die => context =>
    {
        context.Abort();
        return Task.CompletedTask;
    };

    /// <summary>Dies with all its connection.</summary>
    public static BackendScript HangUp => context =>
    {
        context.Features.GetRequiredFeature<IConnectionLifetimeFeature>().Abort();
        return Task.CompletedTask;
    };

    /// <summary>Something in between answers that knows no gRPC.</summary>
    public static BackendScript Http(int status) => context =>
    {
        context.Response.StatusCode = status;
        return context.Response.WriteAsync("<html>");
    };

    public ValueTask DisposeAsync() => _app.DisposeAsync();

    private async Task AnswerAsync(HttpContext context)
    {
        using var body = new MemoryStream();
        await context.Request.Body.CopyToAsync(body);
        var method = context.Request.Path.Value!.Split('/')[^1];
        var headers = context.Request.Headers.ToDictionary(header => header.Key, header => header.Value.ToString(), StringComparer.OrdinalIgnoreCase);
        var call = new RecordedCall(method, headers, body.ToArray()[Prefix..]);
        context.Items[nameof(RecordedCall)] = call;
        Calls.Enqueue(call);
        if (!(_next.TryGetValue(method, out var next) && next.TryDequeue(out var script)) && !_always.TryGetValue(method, out script))
            script = Fail(StatusCode.Unimplemented, "no script");
        await script(context);
    }

    private static void Begin(HttpContext context) => context.Response.ContentType = "application/grpc";

    private static string Text(StatusCode status) => ((int)status).ToString(CultureInfo.InvariantCulture);
}
