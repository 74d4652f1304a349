using Microsoft.AspNetCore.Components.Server.Circuits;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Mvc.ApiExplorer;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Options;
using TrafficTacos.Queueing;
using TrafficTacos.Queueing.AspNetCore;
using TrafficTacos.Queueing.AspNetCore.Circuits;
using TrafficTacos.Queueing.AspNetCore.Diagnostics;
using TrafficTacos.Queueing.AspNetCore.Documentation;
using TrafficTacos.Queueing.AspNetCore.Endpoints;
using TrafficTacos.Queueing.AspNetCore.Gate;
using TrafficTacos.Queueing.AspNetCore.Idempotency;
using TrafficTacos.Queueing.AspNetCore.Policies;
using TrafficTacos.Queueing.AspNetCore.Wire;

namespace Microsoft.Extensions.DependencyInjection;

/// <summary>Registers the waiting room's web services and policies.</summary>
public static class WaitingRoomHttpBuilderExtensions
{
    /// <summary>Adds what <c>UseAdmission()</c> needs. <c>AddPolicy(…)</c> calls it, so you need it only to set options, or where you
    /// use idempotency keys without a policy. Calling it again adds to the options.</summary>
    /// <param name="builder">From <c>AddWaitingRoom()</c>.</param>
    /// <param name="configure">Sets who the user is and how tokens are named.</param>
    /// <returns>The builder.</returns>
    public static WaitingRoomBuilder AddHttp(this WaitingRoomBuilder builder, Action<WaitingRoomHttpOptions>? configure = null)
    {
        ArgumentNullException.ThrowIfNull(builder);
        var services = builder.Services;
        if (configure is not null)
            services.Configure(configure);
        if (services.Any(service => service.ServiceType == typeof(AdmissionPipeline)))
            return builder;
        services.AddRouting();
        services.ConfigureHttpJsonOptions(json => json.SerializerOptions.TypeInfoResolverChain.Add(WireJson.Default));
        services.AddSingleton<AdmissionPipeline>();
        services.AddSingleton<WaitingRoomPipeline>();
        services.AddSingleton<PolicyFinder>();
        services.AddSingleton<PolicyNames>();
        services.TryAddSingleton<WarningLimiter>();
        services.AddSingleton<EventSpelling>();
        services.AddSingleton<PassRedeemer>();
        services.AddSingleton<AdmittedConnections>();
        services.AddSingleton<QueueLinks>();
        services.AddSingleton<RefusalWriter>();
        services.AddSingleton<JoinLimits>();
        services.AddGate();
        services.AddCircuits();
        services.TryAddSingleton<IWaitingRoomPolicyProvider, WaitingRoomPolicyProvider>();
        services.TryAddEnumerable(ServiceDescriptor.Singleton<IValidateOptions<WaitingRoomPolicyOptions>, WaitingRoomPolicyOptionsValidator>());
        services.TryAddEnumerable(ServiceDescriptor.Singleton<IPostConfigureOptions<WaitingRoomOptions>, PolicyEvents>());
        services.TryAddEnumerable(ServiceDescriptor.Singleton<IStartupFilter, ClientLifetimeStartupFilter>());
        services.TryAddEnumerable(ServiceDescriptor.Singleton<MatcherPolicy, AdmissionGuardPolicy>());
        services.TryAddEnumerable(ServiceDescriptor.Singleton<IHostedService, AdmissionStartupCheck>());
        services.TryAddEnumerable(ServiceDescriptor.Singleton<IApiDescriptionProvider, WaitingRoomApiDescriptionProvider>());
        return builder;
    }

    /// <summary>Adds a policy for one event, which is then a known one, as if it were in <see cref="WaitingRoomOptions.KnownEvents"/>.</summary>
    /// <param name="builder">From <c>AddWaitingRoom()</c>.</param>
    /// <param name="name">The name that endpoints use.</param>
    /// <param name="eventId">The event.</param>
    /// <returns>The builder.</returns>
    public static WaitingRoomBuilder AddPolicy(this WaitingRoomBuilder builder, string name, string eventId) =>
        builder.AddPolicy(name, policy => policy.EventId = eventId);

    /// <summary>Adds a policy, or adds to the options of one.</summary>
    /// <param name="builder">From <c>AddWaitingRoom()</c>.</param>
    /// <param name="name">The name that endpoints use.</param>
    /// <param name="configure">Sets the policy's options.</param>
    /// <returns>The builder.</returns>
    public static WaitingRoomBuilder AddPolicy(this WaitingRoomBuilder builder, string name, Action<WaitingRoomPolicyOptions> configure)
    {
        builder.AddPolicyName(name).Services.AddOptions<WaitingRoomPolicyOptions>(name).Configure(configure).ValidateOnStart();
        return builder;
    }

    /// <summary>Adds a policy from a configuration section, whose changes it follows. An unknown name in it is an error.</summary>
    /// <param name="builder">From <c>AddWaitingRoom()</c>.</param>
    /// <param name="name">The name that endpoints use.</param>
    /// <param name="section">Holds properties of <see cref="WaitingRoomPolicyOptions"/>.</param>
    /// <returns>The builder.</returns>
    public static WaitingRoomBuilder AddPolicy(this WaitingRoomBuilder builder, string name, IConfigurationSection section)
    {
        builder.AddPolicyName(name).Services.AddOptions<WaitingRoomPolicyOptions>(name)
            .Bind(section, binder => binder.ErrorOnUnknownConfiguration = true).ValidateOnStart();
        return builder;
    }

    /// <summary>What <c>UseWaitingRoom()</c> is made of.</summary>
    private static void AddGate(this IServiceCollection services)
    {
        services.AddSingleton<GateCookies>();
        services.AddSingleton<SessionCookie>();
        services.AddSingleton<GateVisitorReader>();
        services.AddSingleton<FirstRequests>();
        services.AddSingleton<VisitorGate>();
        services.AddSingleton<LastingConnections>();
        services.AddSingleton<GatePass>();
        services.AddSingleton<GateAnswer>();
        services.AddSingleton<ReturnAddress>();
        services.AddSingleton<BrowserCookies>();
        services.AddSingleton<GateFiles>();
        services.AddSingleton<CircuitPasses>();
        services.AddSingleton<SimulatedWait>();
        services.AddSingleton<GateMetrics>();
    }

    private static void AddCircuits(this IServiceCollection services)
    {
        services.AddSingleton<GatedPages>();
        // Made by hand, because an application without Razor components lacks what it needs, and validates its services.
        services.AddScoped(static services => ActivatorUtilities.CreateInstance<CircuitGate>(services));
        services.AddScoped<CircuitHandler>(static services => services.GetRequiredService<CircuitGate>());
        services.TryAddEnumerable(ServiceDescriptor.Singleton<IHostedService, RouteViewCheck>());
    }

    private static WaitingRoomBuilder AddPolicyName(this WaitingRoomBuilder builder, string name)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(name);
        builder.AddHttp().Services.Configure<PolicyRegistry>(registry => registry.Names.Add(name));
        return builder;
    }
}
