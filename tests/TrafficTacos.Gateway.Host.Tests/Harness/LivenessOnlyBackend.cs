using System.Net;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace TrafficTacos.Gateway.Host.Tests.Harness;

/// <summary>A gRPC server that lives, and hangs up on whoever wants more than to know that.</summary>
internal static class LivenessOnlyBackend
{
    private static readonly WebApplication App = Open();

    public static string Address => new Uri(App.Urls.Single()).Authority;

    private static WebApplication Open()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.ConfigureKestrel(kestrel => kestrel.Listen(IPAddress.Loopback, 0, listen => listen.Protocols = HttpProtocols.Http2));
        var app = builder.Build();
        app.Run(AnswerAsync);
        app.Start();
        return app;
    }

    private static Task AnswerAsync(HttpContext context)
    {
        var script = context.Request.Path == "/grpc.health.v1.Health/Check"
            ? ScriptedBackend.Fail(Grpc.Core.StatusCode.Unimplemented)
            : ScriptedBackend.HangUp;
        return script(context);
    }
}
