using Microsoft.Extensions.DependencyInjection;
using TrafficTacos.Queueing.Idempotency;

namespace TrafficTacos.Queueing.AspNetCore;

/// <summary>Finds what the waiting room registers, or says which call is missing.</summary>
internal static class Services
{
    public static IWaitingRoom Room(IServiceProvider services, string caller) => Find<IWaitingRoom>(services, caller);

    public static IdempotencyKeys Keys(IServiceProvider services, string caller) => Find<IdempotencyKeys>(services, caller);

    private static T Find<T>(IServiceProvider services, string caller)
        where T : class =>
        services.GetService<T>()
        ?? throw new InvalidOperationException($"{caller} needs a waiting room: call builder.Services.AddWaitingRoom() before building the application.");
}
