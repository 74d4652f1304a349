using Microsoft.AspNetCore.Mvc;
using TrafficTacos.Queueing.AspNetCore;

namespace Everything.Endpoints;

/// <summary>Minimal APIs, alone and in groups.</summary>
public static class MinimalEndpoints
{
    public static void MapMinimal(this WebApplication app)
    {
        app.MapPost("/check", () => "good").RequireAdmission("concert");
        app.MapMethods("/answer", ["GET", "HEAD", "OPTIONS", "POST"], (int status) => Results.Text("answer", statusCode: status)).RequireAdmission("concert");
        app.MapPost("/form", (string? name) => name is null ? Redirect("/form?error=name") : Redirect("/thanks")).RequireAdmission("concert");
        app.MapPost("/orders", ([FromBody] OrderRequest order) => new OrderResponse(order.Seat, "confirmed"))
            .RequireAdmission("concert").RequireIdempotencyKey();

        var group = app.MapGroup("/group").RequireAdmission("concert");
        group.MapPost("/inherits", () => "inherits");
        group.MapPost("/overrides", () => "overrides").RequireAdmission("opera");
        group.MapPost("/attribute", [RequireAdmission("opera")] () => "attribute").RequireAdmission("concert");
        group.MapPost("/disabled", () => "disabled").DisableAdmission();
        var inner = group.MapGroup("/inner").RequireAdmission("opera");
        inner.MapPost("/inherits", () => "inner");
    }

    private static IResult Redirect(string location) => new SeeOther(location);

    private sealed class SeeOther(string location) : IResult
    {
        public Task ExecuteAsync(HttpContext httpContext)
        {
            httpContext.Response.StatusCode = StatusCodes.Status303SeeOther;
            httpContext.Response.Headers.Location = location;
            return Task.CompletedTask;
        }
    }
}

public sealed record OrderRequest(string Seat);

public sealed record OrderResponse(string Seat, string Status);
