using System.Reflection;
using Microsoft.Extensions.Logging;
using TrafficTacos.Gateway.Host.Authentication;
using TrafficTacos.Queueing;
using TrafficTacos.Queueing.AspNetCore;

namespace TrafficTacos.Gateway.Host.Tests.Observability;

/// <summary>Whoever looks for an event id finds one kind of line.</summary>
public sealed class EventIdTests
{
    [Fact]
    public void Every_log_message_has_an_id_of_its_own()
    {
        var ids = (from assembly in (Assembly[])[typeof(SharedKeySetRetriever).Assembly, typeof(ApiErrors).Assembly, typeof(IWaitingRoom).Assembly]
                   from type in assembly.GetTypes()
                   from method in type.GetMethods(BindingFlags.Static | BindingFlags.Instance | BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.DeclaredOnly)
                   let message = method.GetCustomAttribute<LoggerMessageAttribute>()
                   where message is not null
                   select (message.EventId, Name: $"{type.Name}.{method.Name}")).ToList();
        Assert.Contains((401, "RequestLog.Request"), ids);
        Assert.Equal([], ids.GroupBy(id => id.EventId, id => id.Name).Where(same => same.Count() > 1).Select(same => $"{same.Key}: {string.Join(", ", same)}"));
    }
}
