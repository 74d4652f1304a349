using System.Reflection;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Snapshooter.Xunit;
using TrafficTacos.Gateway.Host.Tests.Harness;
using TrafficTacos.Queueing.AspNetCore;

namespace TrafficTacos.Gateway.Host.Tests.Contract;

/// <summary>The wire as it is, letter for letter: whoever changes an answer changes a snapshot and sees what clients will see.</summary>
public sealed class WireContractTests() : ShopTests(null)
{
    private static readonly JsonSerializerOptions Readable = new() { WriteIndented = true, Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    private const int NearPoll = 2000;

    /// <summary>Fields whose values are another's every time, and what stands for them.</summary>
    private static readonly Dictionary<string, string> Changing = new(StringComparer.Ordinal)
    {
        ["waiting_token"] = "<token>",
        ["reservation_token"] = "<token>",
        ["trace_id"] = "<trace>",
    };

    [Fact]
    public async Task Queue_answers()
    {
        // Time stands still, so that no number depends on how fast the machine is.
        static void StopTime(IServiceCollection services) => services.AddSingleton<TimeProvider>(new StoppedTime());
        var shop = await OpenAsync(new ShopPlan { Services = StopTime, Endpoints = options => options.RequireUserToEnter = true });
        var scarce = await OpenAsync(Scarce with { Services = StopTime });
        var (eventId, user, key) = (Fresh.Event(), Fresh.User(), Fresh.Key());
        var text = new StringBuilder();

        Write(text, "join", await shop.Queue.JoinAsync(eventId, user, key));
        var again = await shop.Queue.JoinAsync(eventId, user, key);
        Write(text, "join again with the same key", again);
        Write(text, "join again without it", await shop.Queue.JoinAsync(eventId, user));
        Write(text, "join another event with the same key", await shop.Queue.JoinAsync(Fresh.Event(), user, key));
        var token = again.String("waiting_token");
        Write(text, "status, ready", await shop.Queue.StatusAsync(token));
        Write(text, "enter without a user", await shop.Queue.EnterAsync(token));
        Write(text, "enter as another user", await shop.Queue.EnterAsync(token, Fresh.User()));
        Write(text, "enter", await shop.Queue.EnterAsync(token, user));
        Write(text, "status, admitted", await shop.Queue.StatusAsync(token));
        Write(text, "leave when gone", await shop.Queue.LeaveAsync(token));

        var second = await shop.Queue.TokenAsync(eventId);
        Write(text, "leave softly", await shop.Queue.LeaveSoftlyAsync(second));
        Write(text, "leave", await shop.Queue.LeaveAsync(second));
        Write(text, "status, expired", await shop.Queue.StatusAsync(second));
        Write(text, "enter when expired", await shop.Queue.EnterAsync(second, user));

        await scarce.Queue.TokenAsync(eventId);
        Write(text, "join where nobody is admitted soon", await scarce.Queue.JoinAsync(eventId));
        var waiting = await scarce.Queue.TokenAsync(eventId);
        Write(text, "status, waiting", await scarce.Queue.StatusAsync(waiting));
        Write(text, "enter when not ready", await scarce.Queue.EnterAsync(waiting));
        await scarce.Room.ChangeSettingsAsync(eventId, new(Paused: true));
        Write(text, "status, waiting while paused", await scarce.Queue.StatusAsync(waiting));
        Write(text, "enter while paused", await scarce.Queue.EnterAsync(waiting));
        Write(text, "status of a token nobody signed", await shop.Queue.StatusAsync("forged"));
        Snapshot.Match(text.ToString());
    }

    [Fact]
    public async Task Error_table()
    {
        var rows = typeof(ApiErrors).GetProperties(BindingFlags.Public | BindingFlags.Static)
            .Select(property => (property.Name, Error: (ApiError)property.GetValue(null)!)).ToArray();
        var shop = await OpenAsync(new ShopPlan
        {
            Map = app => app.MapGet("/errors/{name}", (RequestDelegate)(context =>
                rows.Single(row => row.Name == (string)context.Request.RouteValues["name"]!).Error.WriteAsync(context))),
        });
        var text = new StringBuilder();
        foreach (var (name, error) in rows.OrderBy(row => row.Error.Status).ThenBy(row => row.Name, StringComparer.Ordinal))
        {
            var answer = await shop.Http.AskAsync(HttpMethod.Get, "/errors/" + name);
            answer.ShouldFail((System.Net.HttpStatusCode)error.Status, error.Code);
            Write(text, name, answer);
        }

        Snapshot.Match(text.ToString());
    }

    private static void Write(StringBuilder text, string title, Answer answer)
    {
        text.Append("## ").Append(title).Append('\n').Append((int)answer.Status).Append(' ').Append(answer.Status).Append('\n');
        foreach (var name in (string[])["Cache-Control", "Content-Type", "Idempotency-Replayed", "X-Idempotency-Cached", "Retry-After", "WWW-Authenticate"])
        {
            if (answer.Header(name) is { } value)
                text.Append(name).Append(": ").Append(value).Append('\n');
        }

        var body = JsonNode.Parse(answer.Text)!;
        Normalise(body);
        text.Append(body.ToJsonString(Readable).ReplaceLineEndings("\n")).Append("\n\n");
    }

    private sealed class StoppedTime : TimeProvider
    {
        public override DateTimeOffset GetUtcNow() => DateTimeOffset.UnixEpoch.AddYears(56);

        public override long GetTimestamp() => 0;
    }

    private static void Normalise(JsonNode node)
    {
        foreach (var (name, value) in node.AsObject().ToArray())
        {
            if (Changing.TryGetValue(name, out var stand))
                node[name] = stand;
            else if (name == "poll_after_ms" && (long)value! > NearPoll)
                node[name] = "<more, by chance>";
            else if (value is JsonObject inner)
                Normalise(inner);
        }
    }
}
