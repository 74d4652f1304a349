using System.Net;

namespace TrafficTacos.Queueing.AspNetCore.Tests.Admission;

/// <summary>A shop with one endpoint that answers as a test wishes, and a second one to see whether a pass is spent.</summary>
internal static class AnswerDesk
{
    public const string Event = "concert";

    public static ShopPlan Plan(Func<HttpContext, IAdmissionFeature, Task> answer, Action<WaitingRoomPolicyOptions>? policy = null) => new()
    {
        Room = room => room.AddPolicy("sale", options =>
        {
            options.EventId = Event;
            policy?.Invoke(options);
        }).AddPolicy("check", Event),
        Map = app =>
        {
            app.Map("/answer", (RequestDelegate)(context => answer(context, context.Features.Get<IAdmissionFeature>()!))).RequireAdmission("sale");
            app.MapPost("/check", () => "good").RequireAdmission("check");
        },
    };

    public static Task<Answer> AskAsync(this Shop shop, string? pass, HttpMethod? method = null, string path = "/answer")
    {
        var request = new HttpRequestMessage(method ?? HttpMethod.Post, path);
        return shop.Http.AskAsync(string.IsNullOrEmpty(pass) ? request : request.With("X-Reservation-Token", pass));
    }

    public static async Task AssertPassAsync(this Shop shop, string pass, bool spent)
    {
        var check = await shop.Http.AskAsync(new HttpRequestMessage(HttpMethod.Post, "/check").With("X-Reservation-Token", pass));
        if (spent)
            check.ShouldFail(HttpStatusCode.Forbidden, "ADMISSION_SPENT");
        else
            check.Should(HttpStatusCode.OK);
    }
}
