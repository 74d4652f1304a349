using Microsoft.Extensions.DependencyInjection;

namespace TrafficTacos.Queueing.AspNetCore;

/// <summary>Finds what the waiting room registers, or says which call is missing.</summary>
internal static class Services
{
    public static IAdmissionPasses Passes(IServiceProvider services, string caller) => Find<IAdmissionPasses>(services, caller);

    public static IWaitingRoom Room(IServiceProvider services, string caller) => Find<IWaitingRoom>(services, caller);

    public static IdempotencyKeys Keys(IServiceProvider services, string caller) => Find<IdempotencyKeys>(services, caller);

    private static T Find<T>(IServiceProvider services, string caller)
        where T : class =>
        services.GetService<T>()
        ?? throw new InvalidOperationException($"{caller} needs a waiting room: call builder.Services.AddWaitingRoom() before building the application.");
}
