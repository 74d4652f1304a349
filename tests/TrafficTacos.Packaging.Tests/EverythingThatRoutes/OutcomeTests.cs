using System.Globalization;
using System.Net;
using TrafficTacos.Testing;

namespace TrafficTacos.Packaging.Tests.EverythingThatRoutes;

/// <summary>Which response spends a pass: a few rows of the table in docs/embedding.md, from end to end.</summary>
[Collection(PackagingCollection.Name)]
public sealed class OutcomeTests(PackedPackages packages, EverythingApplication application) : EverythingTests(packages, application)
{
    [Theory]
    [InlineData("POST", "/answer?status=200", true)]
    [InlineData("GET", "/answer?status=204", true)]
    [InlineData("HEAD", "/answer?status=200", false)]
    [InlineData("POST", "/answer?status=409", false)]
    [InlineData("POST", "/answer?status=503", false)]
    [InlineData("POST", "/form?name=ada", true)]
    [InlineData("POST", "/form", false)]
    public async Task Success_spends_the_pass_and_failure_releases_it(string method, string path, bool spends)
    {
        var pass = await Shop.PassAsync();
        Assert.NotEqual(HttpStatusCode.Forbidden, (await Shop.AskAsync(new HttpMethod(method), path, pass)).Status);
        await Shop.AssertPassAsync(pass, spends);
    }

    [Fact]
    public async Task A_controllers_validation_problem_releases_the_pass()
    {
        var pass = await Shop.PassAsync(EverythingApplication.Opera);
        (await Shop.AskAsync(HttpMethod.Post, "/class/invalid", pass)).Should(HttpStatusCode.BadRequest);
        (await Shop.AskAsync(HttpMethod.Post, "/class/inherits", pass)).Should(HttpStatusCode.OK);
    }

    [Fact]
    public async Task OPTIONS_is_not_gated() => (await Shop.AskAsync(HttpMethod.Options, "/answer?status=200", null)).Should(HttpStatusCode.OK);

    [Fact]
    public async Task A_download_in_ranges_is_one_use_of_the_pass()
    {
        var pass = await Shop.PassAsync();
        for (var from = 0; from < 1000; from += 500)
        {
            var request = new HttpRequestMessage(HttpMethod.Get, "/download").With("X-Reservation-Token", pass)
                .With("Range", string.Create(CultureInfo.InvariantCulture, $"bytes={from}-{from + 499}"));
            (await Shop.Http.AskAsync(request)).Should(HttpStatusCode.PartialContent);
        }

        (await Shop.AskAsync(HttpMethod.Get, "/download", pass)).ShouldFail(HttpStatusCode.Forbidden, "ADMISSION_SPENT");
    }
}
