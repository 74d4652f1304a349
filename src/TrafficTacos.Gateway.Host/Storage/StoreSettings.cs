using TrafficTacos.Gateway.Host.Configuration;

namespace TrafficTacos.Gateway.Host.Storage;

/// <summary>Where places, accounts and limits are kept.</summary>
internal sealed class StoreSettings
{
    private const string Memory = "memory";

    /// <param name="reader">The settings.</param>
    /// <param name="redis">The Redis, if there is one.</param>
    public StoreSettings(SettingsReader reader, RedisSettings redis)
    {
        var store = new Setting("Store", "STORE", $"{Memory} keeps everything in this process, and every gateway has a queue of its own. Production requires it if there is no REDIS_ADDRESS.");
        var isMemory = reader.Value(store, Memory, text => string.Equals(text, Memory, StringComparison.OrdinalIgnoreCase) ? text : null) is not null;
        var hasAddress = redis.Options is not null || reader.Find(RedisSettings.AddressSetting) is not null;
        if (isMemory && hasAddress)
            reader.Refuse(store, $"nothing, because {RedisSettings.AddressSetting} is set");
        else if (!isMemory && !hasAddress && reader.IsProduction && reader.Find(store) is null)
            reader.Refuse(RedisSettings.AddressSetting, $"host:port, or STORE={Memory} if everything is to be lost when this process ends");
    }
}
