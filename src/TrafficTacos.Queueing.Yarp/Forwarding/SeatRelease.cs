using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using TrafficTacos.Queueing.AspNetCore;

namespace TrafficTacos.Queueing.Yarp.Forwarding;

/// <summary>Ends the session of a visitor whose order the destination has closed.</summary>
internal static partial class SeatRelease
{
    /// <summary>Does nothing for a visitor without a session, as on a route without a waiting room. An order that is paid must not fail
    /// because the store does not answer: the seat is then free when the session ends by itself.</summary>
    public static async Task RunAsync(HttpContext context)
    {
        if (context.GetShopper() is not { } shopper)
            return;
        try
        {
            await shopper.ReleaseAsync().ConfigureAwait(false);
        }
        catch (WaitingRoomUnavailableException exception)
        {
            LogNotReleased(context.RequestServices.GetRequiredService<ILoggerFactory>().CreateLogger(typeof(SeatRelease)), exception.Message);
        }
    }

    [LoggerMessage(131, LogLevel.Warning, "A seat could not be released: {Reason} It is free when the session ends.")]
    private static partial void LogNotReleased(ILogger logger, string reason);
}
