using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
using StackExchange.Redis;

namespace TrafficTacos.Queueing.Storage.Redis;

/// <summary>Finds a forgotten registration when the application starts. Otherwise the first visitor would.</summary>
internal sealed class MultiplexerCheck(IServiceProvider services) : IValidateOptions<WaitingRoomOptions>
{
    public ValidateOptionsResult Validate(string? name, WaitingRoomOptions options)
    {
        // Another container may not be able to say what is registered.
        if (services.GetService<MultiplexerRegistration>() is not { } registration
            || services.GetService<IServiceProviderIsKeyedService>() is not { } registered)
            return ValidateOptionsResult.Success;
        if (registration.MistakenKey is { } text && registered.IsKeyedService(typeof(IConnectionMultiplexer), text))
            return ValidateOptionsResult.Fail(
                $"UseRedis(\"{text}\") takes a connection string, and an IConnectionMultiplexer is registered with the key \"{text}\". To use it, write UseRedis(serviceKey: \"{text}\").");
        if (!registration.IsRequired || registered.IsKeyedService(typeof(IConnectionMultiplexer), registration.ServiceKey))
            return ValidateOptionsResult.Success;
        return ValidateOptionsResult.Fail(registration.ServiceKey is { } key
            ? $"UseRedis(serviceKey: {key}) needs an IConnectionMultiplexer that is registered with this key, and there is none. Register it, for example with AddKeyedSingleton, or pass a connection string."
            : "UseRedis() needs a registered IConnectionMultiplexer, and there is none. Register it with AddSingleton, or pass a connection string.");
    }
}
