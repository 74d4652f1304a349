using System.Xml.Linq;
using Microsoft.AspNetCore.DataProtection.Repositories;
using StackExchange.Redis;
using TrafficTacos.Gateway.Host.Storage;

namespace TrafficTacos.Gateway.Host.Operators;

/// <summary>The keys that encrypt sessions, shared by all gateways of a Redis, for the framework's data protection. It has a new one each 90
/// days.</summary>
internal sealed class RedisSessionKeys(GatewayRedis redis) : IXmlRepository
{
    /// <summary>The framework asks at the start and once a day, on a thread that may wait; its interface is not asynchronous.</summary>
    public IReadOnlyCollection<XElement> GetAllElements() => [.. Database().HashGetAll(redis.Keys.SessionKeys).Select(field => XElement.Parse((string)field.Value!))];

    public void StoreElement(XElement element, string friendlyName) =>
        Database().HashSet(redis.Keys.SessionKeys, friendlyName, element.ToString(SaveOptions.DisableFormatting));

    private IDatabase Database() => redis.DatabaseAsync().AsTask().GetAwaiter().GetResult();
}
