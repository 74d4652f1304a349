using System.Net;
using System.Net.Http.Headers;
using System.Text.Json;
using Xunit;

namespace TrafficTacos.Testing;

/// <summary>An HTTP answer, read to its end.</summary>
internal sealed record Answer(HttpStatusCode Status, HttpResponseHeaders Headers, HttpContentHeaders ContentHeaders, string Text)
{
    public JsonElement Json => JsonDocument.Parse(Text).RootElement;

    /// <summary>The code of an answer that has to be an error in the documented shape.</summary>
    public string ErrorCode => Error("code");

    public string TraceId => Error("trace_id");

    public static async Task<Answer> ReadAsync(HttpResponseMessage response)
    {
        using (response)
            return new Answer(response.StatusCode, response.Headers, response.Content.Headers, await response.Content.ReadAsStringAsync());
    }

    public string String(string property) => Json.GetProperty(property).GetString()!;

    public long Number(string property) => Json.GetProperty(property).GetInt64();

    public bool Flag(string property) => Json.GetProperty(property).GetBoolean();

    public string? Header(string name) =>
        Headers.TryGetValues(name, out var values) || ContentHeaders.TryGetValues(name, out values) ? string.Join(", ", values) : null;

    /// <summary>This very status and code, in the documented shape and not a word more about the inside.</summary>
    public void ShouldFail(HttpStatusCode status, string code)
    {
        Assert.Equal((status, code), (Status, ErrorCode));
        Assert.True(Header("Content-Type") is "application/json; charset=utf-8" or "application/problem+json; charset=utf-8", Header("Content-Type"));
        Assert.Equal(["code", "message", "trace_id"], Json.GetProperty("error").EnumerateObject().Select(property => property.Name));
        Assert.NotEqual("", Error("message"));
        Assert.NotEqual("", TraceId);
        Assert.DoesNotContain("   at ", Text, StringComparison.Ordinal);
        Assert.DoesNotContain("Exception", Text, StringComparison.Ordinal);
    }

    /// <summary>This very status, and the body for whoever wants to go on.</summary>
    public Answer Should(HttpStatusCode status)
    {
        Assert.True(status == Status, $"Expected {(int)status}, got {(int)Status}: {Text}");
        return this;
    }

    private string Error(string property) => Json.GetProperty("error").GetProperty(property).GetString()!;
}
