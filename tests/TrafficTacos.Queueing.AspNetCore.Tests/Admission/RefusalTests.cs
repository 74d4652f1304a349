using System.Net;

namespace TrafficTacos.Queueing.AspNetCore.Tests.Admission;

/// <summary>What somebody is told whose pass opens nothing.</summary>
public sealed class RefusalTests() : ShopTests(null)
{
    [Theory]
    [InlineData("other", "ADMISSION_REQUIRED")]
    [InlineData("forged", "ADMISSION_REQUIRED")]
    [InlineData("", "ADMISSION_REQUIRED")]
    public async Task A_refusal_says_the_way_to_the_queue(string pass, string code)
    {
        var shop = await OpenAsync(AnswerDesk.Plan((_, _) => Task.CompletedTask));
        var refused = await shop.AskAsync(pass == "other" ? await shop.Queue.PassAsync("opera") : pass);
        refused.ShouldFail(HttpStatusCode.Forbidden, code);
        Assert.Equal("application/problem+json; charset=utf-8", refused.Header("Content-Type"));
        Assert.Equal("no-store", refused.Header("Cache-Control"));
        Assert.Equal(("Forbidden", 403), (refused.String("title"), (int)refused.Number("status")));
        Assert.Equal(("/api/v1/queue/join", "/api/v1/queue/status"), (refused.String("join_url"), refused.String("status_url")));
        Assert.Equal(2000, refused.Number("poll_after_ms"));
        Assert.Contains("X-Reservation-Token", refused.String("detail"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_expired_pass_says_so()
    {
        var shop = await OpenAsync(AnswerDesk.Plan((_, _) => Task.CompletedTask) with { Options = options => (options.PassLifetime, options.ClaimLease) = (TimeSpan.FromSeconds(1), TimeSpan.FromSeconds(1)) });
        var pass = await shop.Queue.PassAsync(AnswerDesk.Event);
        Answer refused = null!;
        await Eventually.IsTrueAsync(async () => (refused = await shop.AskAsync(pass, HttpMethod.Head)).Status == HttpStatusCode.Forbidden);
        (await shop.AskAsync(pass)).ShouldFail(HttpStatusCode.Forbidden, "ADMISSION_EXPIRED");
    }
}
