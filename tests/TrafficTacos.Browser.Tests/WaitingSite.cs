using System.Collections.Concurrent;
using System.Text.Json;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;
using TrafficTacos.Queueing;
using TrafficTacos.Queueing.AspNetCore;
using TrafficTacos.Queueing.AspNetCore.Pages;

namespace TrafficTacos.Browser.Tests;

/// <summary>A shop whose gate does what a test says: it shows the built-in waiting page at every address, and answers what the page's script
/// asks. The strictest usual content security policy applies.</summary>
internal sealed class WaitingSite : IAsyncDisposable
{
    public const string BasePath = "/_waiting-room";

    private readonly WebApplication _server;

    private WaitingSite(WebApplication server) => _server = server;

    public string Address => _server.Urls.Single();

    /// <summary>What the page and the answers say.</summary>
    public Func<HttpContext, WaitingPageContext> Page { get; set; } = context => PreviewSample.Make(context, BasePath, WaitingPageState.Waiting, "en");

    public WaitingPageOptions Options { get; } = new() { Title = "Winter concert", LogInUrl = "/login" };

    /// <summary>Whether visitors are let in.</summary>
    public bool IsOpen { get; set; }

    /// <summary>Whether the shop is a file to save.</summary>
    public bool IsDownload { get; set; }

    /// <summary>How often the shop was served.</summary>
    public int Served { get; private set; }

    /// <summary>Answers a question for the status in place of the gate, and says whether it did.</summary>
    public Func<HttpContext, Task<bool>> Answer { get; set; } = _ => Task.FromResult(false);

    /// <summary>The questions for the status: method, address, and whether the page was hidden.</summary>
    public ConcurrentQueue<(string Method, string Address, bool Hidden)> Questions { get; } = [];

    /// <summary>The addresses of beacons.</summary>
    public ConcurrentQueue<string> Leaves { get; } = [];

    /// <summary>How often the waiting page was shown.</summary>
    public int Shown { get; private set; }

    public static async Task<WaitingSite> ServeAsync()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        var server = builder.Build();
        var site = new WaitingSite(server);
        server.Run(site.ServeAsync);
        await server.StartAsync();
        return site;
    }

    /// <summary>Shows a state in a language; a page that asks soon, with another place or message, if the test says so.</summary>
    public void Show(WaitingPageState state, string language = "en", double poll = 10, VisitorStatus? place = null, string? message = null, string? returnUrl = null) => Page = context =>
    {
        var sample = PreviewSample.Make(context, BasePath, state, language);
        return new WaitingPageContext
        {
            HttpContext = context,
            EventId = sample.EventId,
            State = state,
            Status = place ?? sample.Status,
            Event = message is null ? sample.Event : new EventStatus { EventId = sample.EventId, Message = new EventMessage { Text = message } },
            PollAfter = TimeSpan.FromSeconds(poll),
            Language = language,
            ReturnUrl = returnUrl ?? context.Request.Path + context.Request.QueryString,
            IsFormLost = returnUrl is not null,
            BasePath = BasePath,
        };
    };

    public ValueTask DisposeAsync() => _server.DisposeAsync();

    private async Task ServeAsync(HttpContext context)
    {
        var (request, response) = (context.Request, context.Response);
        response.Headers.ContentSecurityPolicy = "default-src 'self'";
        response.Headers.CacheControl = "no-store";
        var own = request.Path.StartsWithSegments(BasePath, StringComparison.Ordinal, out var rest) ? rest.Value!.TrimStart('/') : null;
        if (own is "queue/leave")
            Leaves.Enqueue(request.Path + request.QueryString);
        else if (own is "preview")
            await Html(response, 200, PreviewPage.Render(context, BasePath));
        else if (own?.Split('/') is ["preview", var state, var language])
            await Html(response, 200, PreviewPage.RenderState(context, BasePath, state, language)!);
        else if (own is not null)
            await AssetAsync(response, own);
        else if (request.Headers["Waiting-Room"] == "status")
            await StatusAsync(context);
        else if (IsOpen)
            await ServeShopAsync(response);
        else
            await ShowAsync(context);
    }

    private async Task ServeShopAsync(HttpResponse response)
    {
        Served++;
        if (IsDownload)
            response.Headers.ContentDisposition = "attachment; filename=ticket.html";
        await Html(response, 200, "<!doctype html><html lang=\"en\"><title>Shop</title><h1>Shop</h1>");
    }

    private async Task ShowAsync(HttpContext context)
    {
        Shown++;
        await Html(context.Response, 429, WaitingPage.Render(Page(context), Options));
    }

    private async Task StatusAsync(HttpContext context)
    {
        var request = context.Request;
        Questions.Enqueue((request.Method, request.Path + request.QueryString, request.Headers["Waiting-Room-Hidden"] == "true"));
        if (await Answer(context))
            return;
        if (IsOpen)
        {
            context.Response.StatusCode = 204;
            context.Response.Headers["Waiting-Room"] = "passed";
            return;
        }

        var page = Page(context);
        var view = JsonSerializer.Serialize(WaitingPage.View(page, Options), PageJson.Default.PageView);
        var status = page.Status is null ? "none" : page.Status.State.ToString();
        context.Response.ContentType = "application/json";
        await context.Response.WriteAsync(FormattableString.Invariant(
            $$"""{"status":"{{status}}","position":{{page.Status?.Position ?? 0}},"poll_after_ms":{{page.PollAfter.TotalMilliseconds}},"page":{{view}}}"""));
    }

    private static async Task AssetAsync(HttpResponse response, string name)
    {
        if (!PageAssets.TryFind(name, out var asset))
        {
            response.StatusCode = 404;
            return;
        }

        response.ContentType = asset.ContentType;
        response.Headers.CacheControl = "public, max-age=31536000, immutable";
        await response.Body.WriteAsync(asset.Bytes);
    }

    private static Task Html(HttpResponse response, int status, string page)
    {
        response.StatusCode = status;
        response.ContentType = "text/html; charset=utf-8";
        return response.WriteAsync(page);
    }
}
