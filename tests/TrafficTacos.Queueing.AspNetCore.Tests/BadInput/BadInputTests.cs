using System.Net;

namespace TrafficTacos.Queueing.AspNetCore.Tests.BadInput;

/// <summary>Bad input of any kind gets its 4xx and changes nothing.</summary>
[Trait("Needs", "Redis")]
public sealed class BadInputTests(Genuine genuine) : IClassFixture<Genuine>
{
    public static TheoryData<string> Requests { get; } = new(BadRequests.All.Keys);

    public static TheoryData<string> Tokens { get; } = new(BadTokens.All.Keys);

    [Theory]
    [MemberData(nameof(Requests))]
    public Task A_bad_request_gets_its_4xx_and_changes_nothing(string name) => CheckAsync(BadRequests.All[name]);

    [Theory]
    [MemberData(nameof(Tokens))]
    public Task What_is_no_token_gets_its_4xx_and_changes_nothing(string name) => CheckAsync(BadTokens.All[name]);

    /// <summary>Kestrel ends these before any code of ours: no body then, but a 4xx all the same.</summary>
    [Theory]
    [InlineData("GET", "/%00", "X: y", 400)]
    [InlineData("GET", "/api/v1/queue/status?token=a b", "X: y", 400)]
    [InlineData("POST", "/api/v1/queue/join", "Idempotency-Key: a\u0000b", 400)]
    [InlineData("GET", "/api/v1/queue/status", "no header", 400)]
    [InlineData("GET", "/api/v1/queue/status", "Content-Length: x", 400)]
    [InlineData("GET", "/api/v1/queue/status", "Host: twice", 400)]
    [InlineData("POST", "/api/v1/queue/join", "Transfer-Encoding: rubbish", 400)]
    public async Task What_is_no_HTTP_gets_a_4xx_and_changes_nothing(string method, string path, string header, int status)
    {
        var before = await genuine.DumpAsync();
        var answer = await (new RawRequest(method, path) { Length = null }).With(header).SendAsync(genuine.Shop.Address);
        Assert.Equal((status, ""), ((int)answer.Status, answer.Text));
        Assert.Equal(before, await genuine.DumpAsync());
    }

    [Theory]
    [InlineData(9000, 0, 414)]
    [InlineData(0, 40_000, 431)]
    public async Task A_request_line_or_headers_without_an_end_get_a_4xx(int path, int header, int status)
    {
        var request = new RawRequest("GET", $"{Shop.Prefix}/status?token={new string('A', path)}").With("X-Waiting-Token: " + new string('A', header));
        Assert.Equal(status, (int)(await request.SendAsync(genuine.Shop.Address)).Status);
    }

    [Fact]
    public async Task A_header_that_is_no_UTF8_gets_a_4xx()
    {
        using var client = new System.Net.Sockets.TcpClient();
        await client.ConnectAsync(genuine.Shop.Address.Host, genuine.Shop.Address.Port);
        await using var stream = client.GetStream();
        await stream.WriteAsync((byte[])[.. "GET /api/v1/queue/status HTTP/1.1\r\nHost: x\r\nConnection: close\r\nX-Waiting-Token: "u8, 0xE9, 0xFF, .. "\r\n\r\n"u8]);
        using var reader = new StreamReader(stream);
        Assert.StartsWith("HTTP/1.1 4", await reader.ReadToEndAsync(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Ten_megabytes_that_really_come_are_refused()
    {
        var body = new ByteArrayContent(new byte[10 * 1024 * 1024]);
        body.Headers.ContentType = new("application/json");
        var request = new HttpRequestMessage(HttpMethod.Post, Shop.Prefix + "/join") { Content = body };
        // The client asks before it sends, so that the answer does not depend on who closes first.
        request.Headers.ExpectContinue = true;
        var before = await genuine.DumpAsync();
        (await genuine.Shop.Http.AskAsync(request)).ShouldFail(HttpStatusCode.RequestEntityTooLarge, "BODY_TOO_LARGE");
        Assert.Equal(before, await genuine.DumpAsync());
    }

    [Fact]
    public async Task Denials_and_conflicts_change_nothing_either()
    {
        var key = Fresh.Key();
        var eventId = Fresh.Event();
        (await genuine.Shop.Queue.JoinAsync(eventId, key: key)).Should(HttpStatusCode.Accepted);
        await genuine.Shop.Room.ChangeSettingsAsync(eventId, new EventSettingsChange { Mode = EventMode.Paused });
        var paused = await genuine.Shop.Queue.TokenAsync(eventId);
        var before = await genuine.DumpAsync();
        (await genuine.Shop.Queue.JoinAsync(Fresh.Event(), key: key)).ShouldFail(HttpStatusCode.Conflict, "IDEMPOTENCY_CONFLICT");
        (await genuine.Shop.Queue.EnterAsync(paused)).ShouldFail(HttpStatusCode.Forbidden, "NOT_READY");
        (await genuine.Shop.Queue.EnterAsync(genuine.UserToken, Fresh.User())).ShouldFail(HttpStatusCode.Forbidden, "ACCESS_DENIED");
        Assert.Equal(before, await genuine.DumpAsync());
    }

    [Fact]
    public async Task What_only_looks_odd_is_served()
    {
        RawRequest[] odd =
        [
            new RawRequest("POST", Shop.Prefix + "/join").WithJson("""{"event_id":"A.b_c:d-9","user_id":"🎟 \u0000 {}","more":[{"event_id":1}]}"""),
            new RawRequest("POST", Shop.Prefix + "/join").WithJson("""{"user_id":null,"event_id":"valid","event_id":"also-valid"}"""),
            new RawRequest("POST", Shop.Prefix + "/join").WithJson($$"""{"event_id":"{{new string('e', 128)}}"}""").With("Idempotency-Key: " + new string('~', 255)),
            new RawRequest("POST", Shop.Prefix + "/join").WithJson("""{"event_id":"valid"}""").With("Idempotency-Key: any printable: {}\"'"),
            new RawRequest("POST", Shop.Prefix + "/join").WithBody([0xEF, 0xBB, 0xBF, .. """{"event_id":"valid"}"""u8]).With("Content-Type: application/json; charset=UTF-8"),
            new RawRequest("POST", Shop.Prefix + "/join").WithBody("""{"event_id":"valid"}"""u8.ToArray()).With("Content-Type: application/json; charset=\"utf-8\""),
        ];
        foreach (var request in odd)
            (await request.SendAsync(genuine.Shop.Address)).Should(HttpStatusCode.Accepted);
    }

    private async Task CheckAsync(BadRequest bad)
    {
        var before = await genuine.DumpAsync();
        Assert.Contains(before.Keys, key => key.EndsWith("}:queue", StringComparison.Ordinal));
        var answer = await bad.Request.SendAsync(genuine.Shop.Address);
        answer.ShouldFail((HttpStatusCode)bad.Status, bad.Code);
        if (bad.Status != 415 && bad.Status != 403)
            Assert.Equal("no-store", answer.Header("Cache-Control"));
        Assert.Equal(before, await genuine.DumpAsync());
    }
}
