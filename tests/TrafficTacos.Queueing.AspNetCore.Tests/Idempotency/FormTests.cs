using System.Net;
using System.Net.Http.Headers;
using System.Text;

namespace TrafficTacos.Queueing.AspNetCore.Tests.Idempotency;

/// <summary>A form that is sent again is the same request, although its bytes differ.</summary>
public sealed class FormTests() : ShopTests(null)
{
    private readonly string _key = Fresh.Key();
    private int _runs;

    [Fact]
    public async Task A_multipart_form_sent_again_has_another_boundary_and_is_the_same_request()
    {
        var shop = await OpenAsync();
        foreach (var boundary in (string[])["----WebKitFormBoundaryA", "----WebKitFormBoundaryB", "\"quoted one\""])
            Assert.Equal("order 1 of A-1 with 3 bytes", (await SendAsync(shop, Multipart(boundary, token: boundary))).Should(HttpStatusCode.OK).Text);
        Assert.Equal(1, _runs);
    }

    [Theory]
    [InlineData("A-2", "pdf", "ticket.pdf", "application/pdf")]
    [InlineData("A-1", "pdg", "ticket.pdf", "application/pdf")]
    [InlineData("A-1", "pdf", "other.pdf", "application/pdf")]
    [InlineData("A-1", "pdf", "ticket.pdf", "text/plain")]
    public async Task One_with_another_value_is_another_request(string seat, string file, string name, string type)
    {
        var shop = await OpenAsync();
        (await SendAsync(shop, Multipart("a"))).Should(HttpStatusCode.OK);
        (await SendAsync(shop, Multipart("b", seat, file, name, type))).ShouldFail(HttpStatusCode.Conflict, "IDEMPOTENCY_CONFLICT");
    }

    [Fact]
    public async Task The_antiforgery_token_of_a_form_is_not_part_of_it()
    {
        var shop = await OpenAsync();
        (await SendAsync(shop, UrlEncoded("seat=A-1&__RequestVerificationToken=one"))).Should(HttpStatusCode.OK);
        (await SendAsync(shop, UrlEncoded("__RequestVerificationToken=two&seat=A%2d1"))).Should(HttpStatusCode.OK).ShouldBeReplayed();
        (await SendAsync(shop, UrlEncoded("seat=A-2&__RequestVerificationToken=one"))).ShouldFail(HttpStatusCode.Conflict, "IDEMPOTENCY_CONFLICT");
        (await SendAsync(shop, UrlEncoded("seat=A-1&seat=A-2"))).ShouldFail(HttpStatusCode.Conflict, "IDEMPOTENCY_CONFLICT");
        Assert.Equal(1, _runs);
    }

    /// <summary>It is read as it is.</summary>
    [Theory]
    [InlineData("multipart/form-data")]
    [InlineData("multipart/form-data; boundary=")]
    [InlineData("multipart/form-data; boundary=x")]
    public async Task A_body_that_is_no_form_is_its_bytes(string type)
    {
        var shop = await OpenAsync();
        foreach (var (body, status) in ((string, HttpStatusCode)[])[("--y rubbish", HttpStatusCode.OK), ("--y rubbish", HttpStatusCode.OK), ("--z rubbish", HttpStatusCode.Conflict)])
        {
            var request = Raw(body);
            request.Content!.Headers.TryAddWithoutValidation("Content-Type", type);
            (await SendAsync(shop, request, "/raw")).Should(status);
        }
    }

    private Task<Shop> OpenAsync() => OpenAsync(new ShopPlan
    {
        Map = app =>
        {
            app.MapPost("/orders", async (HttpRequest request) =>
            {
                var form = await request.ReadFormAsync();
                return $"order {++_runs} of {form["seat"]} with {(form.Files.Count > 0 ? form.Files[0].Length : 0)} bytes";
            }).RequireIdempotencyKey().DisableAntiforgery();
            app.MapPost("/raw", () => "done").RequireIdempotencyKey();
        },
    });

    private Task<Answer> SendAsync(Shop shop, HttpRequestMessage request, string path = "/orders")
    {
        request.RequestUri = new Uri(path, UriKind.Relative);
        return shop.Http.AskAsync(request.With("Idempotency-Key", _key));
    }

    private static HttpRequestMessage Multipart(
        string boundary, string seat = "A-1", string file = "pdf", string name = "ticket.pdf", string type = "application/pdf", string token = "t")
    {
        var bare = boundary.Trim('"');
        var request = Raw(
            $"--{bare}\r\nContent-Disposition: form-data; name=\"seat\"\r\n\r\n{seat}\r\n"
            + $"--{bare}\r\nContent-Disposition: form-data; name=\"__RequestVerificationToken\"\r\n\r\n{token}\r\n"
            + $"--{bare}\r\nContent-Disposition: form-data; name=\"file\"; filename=\"{name}\"\r\nContent-Type: {type}\r\n\r\n{file}\r\n--{bare}--\r\n");
        request.Content!.Headers.TryAddWithoutValidation("Content-Type", "multipart/form-data; boundary=" + boundary);
        return request;
    }

    private static HttpRequestMessage UrlEncoded(string text)
    {
        var request = Raw(text);
        request.Content!.Headers.ContentType = new MediaTypeHeaderValue("application/x-www-form-urlencoded");
        return request;
    }

    private static HttpRequestMessage Raw(string body) => new(HttpMethod.Post, "") { Content = new ByteArrayContent(Encoding.UTF8.GetBytes(body)) };
}
