using System.Net;
using System.Text;
using TrafficTacos.Contracts.Reservations;
using TrafficTacos.Gateway.Host.Tests.Backends;
using TrafficTacos.Gateway.Host.Tests.Harness;

namespace TrafficTacos.Gateway.Host.Tests.Reservations;

/// <summary>Bad input of any kind gets its 4xx, and no backend hears of it.</summary>
public sealed class BadRequestTests : BackendTestBase
{
    private static readonly string[] NoJson = ["", " ", "{", "[]", "1", "null", "\"x\"", "{\"a\":}", "{}{}", "<x/>"];

    private static readonly string[] WrongTypes = ["1.5", "true", "{}", "\"open"];

    public static TheoryData<string, string, string> Rows { get; } = All();

    [Theory]
    [MemberData(nameof(Rows))]
    public async Task A_bad_body_gets_its_400(string path, string json, string code)
    {
        var shop = await OpenAsync(timeout: null);
        (await shop.PostAsync(path, Replies.User, json, Fresh.Key())).ShouldFail(HttpStatusCode.BadRequest, code);
        Assert.Empty(Backend.Calls);
    }

    [Theory]
    [InlineData("GET", "/reservations", "MISSING_ID")]
    [InlineData("GET", "/reservations/", "MISSING_ID")]
    [InlineData("GET", "/reservations/%20", "MISSING_ID")]
    [InlineData("POST", "/reservations/%20/confirm", "MISSING_ID")]
    [InlineData("POST", "/reservations/%20/cancel", "MISSING_ID")]
    [InlineData("GET", "/payment/%20/status", "MISSING_ID")]
    [InlineData("GET", "/payments/%09/status", "MISSING_ID")]
    [InlineData("GET", "/reservations/a%0Ab", "INVALID_REQUEST")]
    [InlineData("POST", "/reservations/%F0%9F%8E%9F/cancel", "INVALID_REQUEST")]
    [InlineData("GET", "/payment/a%00b/status", null)]
    public async Task A_bad_id_gets_its_400(string method, string path, string? code)
    {
        var shop = await OpenAsync(timeout: null);
        var answer = method == "GET" ? await shop.GetAsync(path, Replies.User) : await shop.PostAsync(path, Replies.User, null, Fresh.Key());
        Assert.Equal(HttpStatusCode.BadRequest, answer.Status);
        // Kestrel ends the last one before any code of ours.
        if (code is not null)
            answer.ShouldFail(HttpStatusCode.BadRequest, code);
        Assert.Empty(Backend.Calls);
    }

    [Theory]
    [InlineData("/reservations")]
    [InlineData("/payment/intent")]
    [InlineData("/payments/process")]
    [InlineData("/reservations/rsv-1/confirm")]
    public async Task A_body_that_is_no_JSON_is_415_and_a_bad_key_400(string path)
    {
        var shop = await OpenAsync(timeout: null);
        var request = new HttpRequestMessage(HttpMethod.Post, SaleShop.Api + path) { Content = new StringContent("{}", Encoding.UTF8, "text/plain") };
        (await shop.Http.AskAsync(request.With(Shop.UserHeader, Replies.User).With("Idempotency-Key", "k"))).ShouldFail(HttpStatusCode.UnsupportedMediaType, "UNSUPPORTED_MEDIA_TYPE");
        (await shop.PostAsync(path, Replies.User, "{}", new string('k', 256))).ShouldFail(HttpStatusCode.BadRequest, "INVALID_IDEMPOTENCY_KEY");
        Assert.Empty(Backend.Calls);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Confirm_without_a_body_in_chunks_is_confirm_without_a_body(bool withKey)
    {
        var shop = await OpenAsync(timeout: null);
        var request = new HttpRequestMessage(HttpMethod.Post, SaleShop.Api + "/reservations/rsv-1/confirm") { Content = new StreamContent(Stream.Null) };
        request.Headers.TransferEncodingChunked = true;
        if (withKey)
            request.With("Idempotency-Key", Fresh.Key());
        (await shop.Http.AskAsync(request.With(Shop.UserHeader, Replies.User))).Should(HttpStatusCode.OK);
    }

    /// <summary>As <c>curl -d ''</c> sends it.</summary>
    [Theory]
    [InlineData("confirm", true)]
    [InlineData("confirm", false)]
    [InlineData("cancel", true)]
    [InlineData("cancel", false)]
    public async Task An_empty_body_is_none_whatever_its_type(string what, bool withKey)
    {
        var shop = await OpenAsync(timeout: null);
        foreach (var type in (string[])["application/x-www-form-urlencoded", "text/plain", "application/json", "of no kind"])
        {
            foreach (var inChunks in (bool[])[false, true])
            {
                // No chunks of JSON are JSON without a word.
                if (inChunks && type.EndsWith("json", StringComparison.Ordinal))
                    continue;
                var empty = new RawRequest("POST", $"{SaleShop.Api}/reservations/rsv-1/{what}").With($"{Shop.UserHeader}: {Replies.User}", "Content-Type: " + type);
                if (withKey)
                    empty = empty.With("Idempotency-Key: " + Fresh.Key());
                if (inChunks)
                    empty = empty.With("Transfer-Encoding: chunked") with { Body = "0\r\n\r\n"u8.ToArray(), Length = null };
                (await empty.SendAsync(shop.Address)).Should(HttpStatusCode.OK);
            }
        }
    }

    /// <summary>Two headers name no pass: neither here nor at the gate.</summary>
    [Fact]
    public async Task Two_passes_in_headers_are_none()
    {
        var shop = await OpenAsync(timeout: null);
        foreach (var passes in (string[][])[["X-Reservation-Token: one"], ["X-Reservation-Token: one", "X-Reservation-Token: two"]])
        {
            var reserve = new RawRequest("POST", SaleShop.Api + "/reservations").WithJson("""{"event_id":"concert","quantity":1}""")
                .With($"{Shop.UserHeader}: {Replies.User}", "Idempotency-Key: " + Fresh.Key()).With(passes);
            (await reserve.SendAsync(shop.Address)).Should(HttpStatusCode.Accepted);
        }

        Assert.Equal(["one", ""], Backend.Of("CreateReservation").Select(call => call.Read(CreateReservationRequest.Parser).ReservationToken));
    }

    [Fact]
    public async Task What_only_looks_odd_is_served()
    {
        var shop = await OpenAsync(timeout: null);
        string[] orders =
        [
            """{"event_id":"concert","seat_ids":["가 12"],"quantity":0}""", """{"event_id":"concert","seat_ids":[],"quantity":100,"more":{}}""",
            """{"event_id":"concert","seat_ids":null,"quantity":1,"reservation_token":null}""",
        ];
        foreach (var order in orders)
            (await shop.PostAsync("/reservations", Replies.User, order, Fresh.Key())).Should(HttpStatusCode.Accepted);
        foreach (var confirm in (string?[])[null, "{}", """{"payment_intent_id":null}""", """{"payment_intent_id":""}"""])
            (await shop.PostAsync("/reservations/rsv-1/confirm", Replies.User, confirm, Fresh.Key())).Should(HttpStatusCode.OK);
        (await shop.PostAsync("/payment/intent", Replies.User, """{"reservation_id":"rsv-1","amount":9223372036854775807,"currency":null,"scenario":""}""", Fresh.Key())).Should(HttpStatusCode.OK);
    }

    private static TheoryData<string, string, string> All()
    {
        var data = new TheoryData<string, string, string>();
        foreach (var (path, json, code) in Reservations().Concat(Intents()).Concat(Processes()).Concat(Confirms()))
            data.Add(path, json, code);
        return data;
    }

    private static IEnumerable<(string Path, string Json, string Code)> Reservations()
    {
        foreach (var json in NoJson)
            yield return ("/reservations", json, "INVALID_REQUEST");
        foreach (var value in WrongTypes)
        {
            yield return ("/reservations", $$"""{"event_id":{{value}},"quantity":1}""", "INVALID_REQUEST");
            yield return ("/reservations", $$"""{"event_id":"concert","quantity":{{value}}}""", "INVALID_REQUEST");
            yield return ("/reservations", $$"""{"event_id":"concert","seat_ids":{{value}}}""", "INVALID_REQUEST");
            yield return ("/reservations", $$"""{"event_id":"concert","seat_ids":[{{value}}]}""", "INVALID_REQUEST");
        }

        yield return ("/reservations", """{"event_id":"concert","quantity":"2"}""", "INVALID_REQUEST");
        yield return ("/reservations", """{"event_id":"concert","quantity":2147483648}""", "INVALID_REQUEST");
        yield return ("/reservations", """{"event_id":"concert","quantity":1,"reservation_token":7}""", "INVALID_REQUEST");
        yield return ("/reservations", """{"quantity":1}""", "MISSING_EVENT_ID");
        yield return ("/reservations", """{"event_id":"","quantity":1}""", "MISSING_EVENT_ID");
        yield return ("/reservations", """{"event_id":"no event","quantity":1}""", "INVALID_EVENT_ID");
        yield return ("/reservations", $$"""{"event_id":"{{new string('e', 129)}}","quantity":1}""", "INVALID_EVENT_ID");
        foreach (var seats in (string[])["", ",\"quantity\":0", ",\"quantity\":-1", ",\"seat_ids\":[]", ",\"seat_ids\":[\"A-1\"],\"quantity\":2", ",\"seat_ids\":[\"A-1\"],\"quantity\":-1"])
            yield return ("/reservations", $$"""{"event_id":"concert"{{seats}}}""", "MISSING_SEATS");
        var many = string.Join(',', Enumerable.Range(0, 101).Select(i => $"\"A-{i}\""));
        foreach (var seats in (string[])["\"quantity\":101", $"\"seat_ids\":[{many}]", "\"seat_ids\":[\"A-1\",\"A-1\"]", "\"seat_ids\":[\"\"]", "\"seat_ids\":[\"A-1\",null]", "\"seat_ids\":[\" \"]", "\"seat_ids\":[\"\\u0000\"]", $"\"seat_ids\":[\"{new string('a', 65)}\"]"])
            yield return ("/reservations", $$"""{"event_id":"concert",{{seats}}}""", "INVALID_REQUEST");
    }

    private static IEnumerable<(string Path, string Json, string Code)> Intents()
    {
        foreach (var json in NoJson)
            yield return ("/payment/intent", json, "INVALID_REQUEST");
        foreach (var value in WrongTypes)
        {
            yield return ("/payment/intent", $$"""{"reservation_id":{{value}},"amount":1}""", "INVALID_REQUEST");
            yield return ("/payments/intent", $$"""{"reservation_id":"rsv-1","amount":{{value}}}""", "INVALID_REQUEST");
            yield return ("/payment/intent", $$"""{"reservation_id":"rsv-1","amount":1,"currency":{{value}}}""", "INVALID_REQUEST");
        }

        yield return ("/payment/intent", """{"amount":1}""", "MISSING_RESERVATION_ID");
        yield return ("/payment/intent", """{"reservation_id":" ","amount":1}""", "MISSING_RESERVATION_ID");
        yield return ("/payment/intent", """{"reservation_id":"a b","amount":1}""", "INVALID_REQUEST");
        yield return ("/payment/intent", """{"reservation_id":"rsv-1"}""", "INVALID_AMOUNT");
        yield return ("/payment/intent", """{"reservation_id":"rsv-1","amount":0}""", "INVALID_AMOUNT");
        yield return ("/payment/intent", """{"reservation_id":"rsv-1","amount":-1}""", "INVALID_AMOUNT");
        yield return ("/payment/intent", """{"reservation_id":"rsv-1","amount":9223372036854775808}""", "INVALID_REQUEST");
        foreach (var currency in (string[])["won", "krw", "XXX", "KRWW", "€"])
            yield return ("/payment/intent", $$"""{"reservation_id":"rsv-1","amount":1,"currency":"{{currency}}"}""", "INVALID_REQUEST");
        foreach (var scenario in (string[])["Approve", "unspecified", "0", "succeed"])
            yield return ("/payment/intent", $$"""{"reservation_id":"rsv-1","amount":1,"scenario":"{{scenario}}"}""", "INVALID_REQUEST");
    }

    private static IEnumerable<(string Path, string Json, string Code)> Processes()
    {
        foreach (var json in NoJson)
            yield return ("/payment/process", json, "INVALID_REQUEST");
        yield return ("/payment/process", "{}", "MISSING_PAYMENT_INTENT_ID");
        yield return ("/payments/process", """{"payment_intent_id":""}""", "MISSING_PAYMENT_INTENT_ID");
        yield return ("/payment/process", """{"payment_intent_id":7}""", "INVALID_REQUEST");
        yield return ("/payment/process", $$"""{"payment_intent_id":"{{new string('p', 129)}}"}""", "INVALID_REQUEST");
    }

    private static IEnumerable<(string Path, string Json, string Code)> Confirms()
    {
        // No body at all is fine there.
        foreach (var json in NoJson.Where(json => json.Length > 0))
            yield return ("/reservations/rsv-1/confirm", json, "INVALID_REQUEST");
        yield return ("/reservations/rsv-1/confirm", """{"payment_intent_id":7}""", "INVALID_REQUEST");
        yield return ("/reservations/rsv-1/confirm", """{"payment_intent_id":"a b"}""", "INVALID_REQUEST");
    }
}
