using Microsoft.Extensions.DependencyInjection;

namespace TrafficTacos.Queueing.AspNetCore;

/// <summary>Finds the waiting room, or says which call is missing.</summary>
internal static class Services
{
    public static IWaitingRoom Room(IServiceProvider services, string caller) =>
        services.GetService<IWaitingRoom>()
        ?? throw new InvalidOperationException($"{caller} needs a waiting room: call builder.Services.AddWaitingRoom() before building the application.");
}
