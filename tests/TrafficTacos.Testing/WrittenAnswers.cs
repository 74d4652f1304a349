using System.Net;
using System.Reflection;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using TrafficTacos.Queueing.AspNetCore;

namespace TrafficTacos.Testing;

/// <summary>Answers as a snapshot has them: status, headers and body, and a mark for what is another every time.</summary>
/// <param name="headers">Those that are written, where an answer has them.</param>
internal sealed class WrittenAnswers(params string[] headers)
{
    private const int NearPoll = 2000;

    private static readonly JsonSerializerOptions Readable = new() { WriteIndented = true, Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    private static readonly Dictionary<string, string> Changing = new(StringComparer.Ordinal)
    {
        ["waiting_token"] = "<token>",
        ["support_code"] = "<code>",
        ["reservation_token"] = "<token>",
        ["session_token"] = "<token>",
        ["session_id"] = "<id>",
        ["trace_id"] = "<trace>",
    };

    private readonly StringBuilder _text = new();

    /// <summary>What the snapshot is compared with.</summary>
    public string Text => _text.ToString();

    public void Write(string title, Answer answer)
    {
        _text.Append("## ").Append(title).Append('\n').Append((int)answer.Status).Append(' ').Append(answer.Status).Append('\n');
        foreach (var name in headers)
        {
            if (answer.Header(name) is { } value)
                _text.Append(name).Append(": ").Append(value).Append('\n');
        }

        var body = JsonNode.Parse(answer.Text)!;
        Normalise(body);
        _text.Append(body.ToJsonString(Readable).ReplaceLineEndings("\n")).Append("\n\n");
    }

    /// <summary>Writes every row of an error table, as a client gets it.</summary>
    /// <param name="table">The class whose properties are the rows.</param>
    /// <param name="open">Opens a shop.</param>
    public async Task WriteErrorsAsync(Type table, Func<ShopPlan, Task<Shop>> open)
    {
        var rows = table.GetProperties(BindingFlags.Public | BindingFlags.Static)
            .Select(property => (property.Name, Error: (ApiError)property.GetValue(null)!)).ToArray();
        var shop = await open(new ShopPlan
        {
            Map = app => app.MapGet("/errors/{name}", (RequestDelegate)(context =>
                rows.Single(row => row.Name == (string)context.Request.RouteValues["name"]!).Error.WriteAsync(context))),
        });
        foreach (var (name, error) in rows.OrderBy(row => row.Error.Status).ThenBy(row => row.Name, StringComparer.Ordinal))
        {
            var answer = await shop.Http.AskAsync(HttpMethod.Get, "/errors/" + name);
            answer.ShouldFail((HttpStatusCode)error.Status, error.Code);
            Write(name, answer);
        }
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
