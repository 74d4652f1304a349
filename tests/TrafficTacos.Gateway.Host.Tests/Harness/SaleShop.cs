using System.Net.Http.Json;
using System.Text;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;
using TrafficTacos.Gateway.Host.Backends;
using TrafficTacos.Gateway.Host.Payments;
using TrafficTacos.Gateway.Host.Reservations;

namespace TrafficTacos.Gateway.Host.Tests.Harness;

/// <summary>A shop that also reserves and takes payments, from the host's own pieces.</summary>
internal static class SaleShop
{
    public const string Api = "/api/v1";

    /// <summary>A busy machine is no slow backend; tests about deadlines set their own.</summary>
    private static readonly TimeSpan Patient = TimeSpan.FromSeconds(20);

    public static ShopPlan Plan(Uri reservation, Uri payment, bool admission = false, TimeSpan? timeout = null, Action<IServiceCollection>? services = null) => new()
    {
        Services = collection =>
        {
            HeaderAuthentication.Add(collection);
            collection.AddAuthorization();
            collection.AddBackends(TestSettings.Backends(reservation, payment, timeout ?? Patient));
            collection.AddReservations(TestSettings.Reservations(admission));
            collection.AddPayments();
            services?.Invoke(collection);
        },
        Use = app =>
        {
            app.UseAuthentication();
            app.UseAuthorization();
        },
        Map = app =>
        {
            app.MapReservations(Api);
            app.MapPayments(Api);
        },
    };

    public static Task<Answer> GetAsync(this Shop shop, string path, string? user) =>
        shop.Http.AskAsync(As(new HttpRequestMessage(HttpMethod.Get, Api + path), user));

    public static Task<Answer> PostAsync(this Shop shop, string path, string? user, object? body, string? key = null, params (string Name, string Value)[] headers)
    {
        var request = new HttpRequestMessage(HttpMethod.Post, Api + path)
        {
            Content = body switch
            {
                null => null,
                string json => new StringContent(json, Encoding.UTF8, "application/json"),
                _ => JsonContent.Create(body),
            },
        };
        if (key is not null)
            request.With("Idempotency-Key", key);
        foreach (var (name, value) in headers)
            request.With(name, value);
        return shop.Http.AskAsync(As(request, user));
    }

    private static HttpRequestMessage As(HttpRequestMessage request, string? user) =>
        user is null ? request : request.With(Shop.UserHeader, user);
}
