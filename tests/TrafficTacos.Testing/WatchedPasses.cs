using Microsoft.Extensions.DependencyInjection;
using TrafficTacos.Queueing;

namespace TrafficTacos.Testing;

/// <summary>The registered passes, with callbacks when a pass is claimed, spent or released.</summary>
internal sealed class WatchedPasses(IAdmissionPasses passes) : IAdmissionPasses
{
    public Action<CancellationToken> OnClaim { get; set; } = _ => { };

    public Action OnSpend { get; set; } = () => { };

    public Action OnRelease { get; set; } = () => { };

    /// <summary>Puts it in front of the registered passes.</summary>
    public static void Watch(IServiceCollection services)
    {
        var registered = services.Single(service => service.ServiceType == typeof(IAdmissionPasses));
        services.Remove(registered);
        services.AddSingleton<IAdmissionPasses>(provider =>
            new WatchedPasses((IAdmissionPasses)ActivatorUtilities.CreateInstance(provider, registered.ImplementationType!)));
    }

    public Task<PassClaimResult> ClaimAsync(PassClaimRequest request, CancellationToken cancellationToken = default)
    {
        OnClaim(cancellationToken);
        return passes.ClaimAsync(request, cancellationToken);
    }

    public async Task SpendAsync(PassClaim claim, CancellationToken cancellationToken = default)
    {
        await passes.SpendAsync(claim, cancellationToken);
        OnSpend();
    }

    public async Task ReleaseAsync(PassClaim claim, CancellationToken cancellationToken = default)
    {
        await passes.ReleaseAsync(claim, cancellationToken);
        OnRelease();
    }
}
