using System.Globalization;
using System.IO.Compression;
using System.Net;
using System.Text.Json;

namespace TrafficTacos.Queueing.AspNetCore.Tests.Queue;

/// <summary>GET /queue/board: one answer for everybody, through any cache.</summary>
public abstract class BoardTests(string? redis) : ShopTests(redis)
{
    private const int Visitors = 300;
    private const int MostPacked = 1536;

    [Fact]
    public async Task Everybody_reads_their_own_position_from_one_cacheable_answer()
    {
        var shop = await OpenAsync();
        var eventId = Fresh.Event();
        var tokens = new List<string>();
        for (var i = 0; i < Visitors; i++)
        {
            var joined = (await shop.Queue.JoinAsync(eventId)).Should(HttpStatusCode.Accepted);
            tokens.Add(joined.String("waiting_token"));
        }

        var board = (await shop.Http.AskAsync(HttpMethod.Get, Path(eventId))).Should(HttpStatusCode.OK);
        Assert.Equal("public, max-age=1, stale-while-revalidate=1", board.Header("Cache-Control"));
        Assert.Equal("Accept-Encoding", board.Header("Vary"));
        Assert.Equal((eventId, "open", "normal", Visitors), (board.String("event_id"), board.String("phase"), board.String("mode"), board.Number("queue_length")));
        foreach (var token in tokens)
            Assert.DoesNotContain(token, board.Text, StringComparison.Ordinal);
        foreach (var token in tokens)
        {
            var status = await shop.Queue.StatusAsync(token);
            if (status.String("status") != "waiting")
                continue;
            var (position, error) = Read(board.Json, status.String("board_key"));
            Assert.True(Math.Abs(position - status.Number("position")) <= error + 0.5, $"{status.Number("position")} is told as {position}, within {error}.");
        }
    }

    [Fact]
    public async Task It_is_packed_once_and_not_sent_again()
    {
        var shop = await OpenAsync();
        var eventId = Fresh.Event();
        for (var i = 0; i < Visitors; i++)
            await shop.Queue.JoinAsync(eventId);
        using var packed = await shop.Http.SendAsync(new HttpRequestMessage(HttpMethod.Get, Path(eventId)).With("Accept-Encoding", "br, gzip;q=0.5"));
        Assert.Equal("gzip", Assert.Single(packed.Content.Headers.ContentEncoding));
        var bytes = await packed.Content.ReadAsByteArrayAsync();
        Assert.InRange(bytes.Length, 1, MostPacked);
        await using (var unpacked = new GZipStream(new MemoryStream(bytes), CompressionMode.Decompress))
            Assert.Equal(eventId, (await JsonDocument.ParseAsync(unpacked)).RootElement.GetProperty("event_id").GetString());

        using var known = await shop.Http.SendAsync(new HttpRequestMessage(HttpMethod.Get, Path(eventId)).With("If-None-Match", packed.Headers.ETag!.ToString()));
        Assert.Equal(HttpStatusCode.NotModified, known.StatusCode);
        Assert.Empty(await known.Content.ReadAsByteArrayAsync());
        using var plain = await shop.Http.SendAsync(new HttpRequestMessage(HttpMethod.Get, Path(eventId)).With("Accept-Encoding", "gzip;q=0"));
        Assert.Empty(plain.Content.Headers.ContentEncoding);
    }

    [Fact]
    public async Task Nothing_gets_past_the_cache_and_invented_events_have_no_board()
    {
        var shop = await OpenAsync();
        var eventId = Fresh.Event();
        await shop.Queue.JoinAsync(eventId);
        (await shop.Http.AskAsync(HttpMethod.Get, Path(eventId) + "&now=1")).ShouldFail(HttpStatusCode.BadRequest, "INVALID_REQUEST");
        (await shop.Http.AskAsync(HttpMethod.Get, Path(eventId) + "&event_id=" + eventId)).ShouldFail(HttpStatusCode.BadRequest, "INVALID_EVENT_ID");
        (await shop.Http.AskAsync(HttpMethod.Get, Shop.Prefix + "/board")).ShouldFail(HttpStatusCode.BadRequest, "MISSING_EVENT_ID");
        (await shop.Http.AskAsync(HttpMethod.Get, Shop.Prefix + "/board?event_id=a%20b")).ShouldFail(HttpStatusCode.BadRequest, "INVALID_EVENT_ID");
        (await shop.Http.AskAsync(HttpMethod.Get, Path("invented-" + Fresh.Event()))).ShouldFail(HttpStatusCode.NotFound, "EVENT_NOT_FOUND");
    }

    private static string Path(string eventId) => Shop.Prefix + "/board?event_id=" + eventId;

    private static (double Position, long Error) Read(JsonElement board, string key) => BoardPoints.Read(
        [.. board.GetProperty("points").EnumerateArray().Select(point => (Number(point[0].GetString()!), point[1].GetInt64(), point[2].GetInt64()))], Number(key));

    private static long Number(string key) => long.Parse(key, CultureInfo.InvariantCulture);
}

public sealed class BoardInMemoryTests() : BoardTests(null);

[Collection(RedisCollection.Name)]
[Trait("Needs", "Redis")]
public sealed class BoardOnRedisTests(RedisFixture redis) : BoardTests(redis.Address);
