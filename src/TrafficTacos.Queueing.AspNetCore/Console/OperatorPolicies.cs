using Microsoft.AspNetCore.Authorization;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;

namespace TrafficTacos.Queueing.AspNetCore.Console;

/// <summary>Stops the start of an application whose console would be open to nobody, or that names a policy which does not exist.</summary>
internal static class OperatorPolicies
{
    public static void Check(WaitingRoomOperatorOptions options, IServiceProvider services)
    {
        if (options.ChangePolicy is null)
        {
            if (options.ViewPolicy is null && services.GetRequiredService<IHostEnvironment>().IsDevelopment())
                return;
            throw new InvalidOperationException(
                "MapWaitingRoomOperator() needs a ChangePolicy: who may change events. Write builder.Services.AddAuthorizationBuilder().AddPolicy(\"operators\", "
                + "policy => policy.RequireRole(\"operator\")) and app.MapWaitingRoomOperator(\"/operator\", options => options.ChangePolicy = \"operators\"). "
                + "Only in Development, with no policy at all, the console works without one, for requests from this machine.");
        }

        var policies = services.GetService<IAuthorizationPolicyProvider>()
            ?? throw new InvalidOperationException("MapWaitingRoomOperator() needs authorization: call builder.Services.AddAuthorization().");
        foreach (var name in (string[])[options.ChangePolicy, options.ViewPolicy ?? options.ChangePolicy])
        {
            // A provider that has to wait is asked by the requests.
            if (policies.GetPolicyAsync(name) is { IsCompletedSuccessfully: true, Result: null })
                throw new InvalidOperationException($"MapWaitingRoomOperator() names the authorization policy '{name}', and there is none. Add it by AddAuthorizationBuilder().AddPolicy(\"{name}\", …).");
        }
    }
}
