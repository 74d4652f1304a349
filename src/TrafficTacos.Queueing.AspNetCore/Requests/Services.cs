using Microsoft.Extensions.DependencyInjection;

namespace TrafficTacos.Queueing.AspNetCore.Requests;

/// <summary>Finds a service of the waiting room, or says which call is missing.</summary>
internal static class Services
{
    public static T Find<T>(IServiceProvider services, string caller)
        where T : class =>
        services.GetService<T>()
        ?? throw new InvalidOperationException(
            typeof(T) == typeof(IWaitingRoom)
                ? $"{caller} needs a waiting room: call builder.Services.AddWaitingRoom() before building the application."
                : $"{caller} needs the waiting room's web services: call builder.Services.AddWaitingRoom().AddPolicy(…), or .AddHttp() if there is no policy.");
}
