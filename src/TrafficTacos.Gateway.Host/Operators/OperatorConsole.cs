using System.Globalization;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using TrafficTacos.Gateway.Host.Server;

namespace TrafficTacos.Gateway.Host.Operators;

/// <summary>Says at the start where the console is, or why there is none.</summary>
internal sealed class OperatorConsole(OperatorSettings settings, ServerSettings server, IServer kestrel, IHostApplicationLifetime lifetime, ILogger<OperatorConsole> logger) : IHostedService
{
    public Task StartAsync(CancellationToken cancellationToken)
    {
        // The addresses are known when the server has started.
        lifetime.ApplicationStarted.Register(Announce);
        return Task.CompletedTask;
    }

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    private void Announce()
    {
        if (!settings.HasConsole)
            logger.NoConsole();
        else if (settings.IsDevelopment)
            logger.ConsoleIsAt(string.Create(CultureInfo.InvariantCulture, $"http://localhost:{server.ManagementPort ?? server.Port}{OperatorPaths.Console}"));
        else if (server.TrustedProxies.Count == 0 && !HasTls())
            logger.ConsoleNeedsTls();
    }

    private bool HasTls() =>
        kestrel.Features.Get<IServerAddressesFeature>()?.Addresses.Any(address => address.StartsWith("https:", StringComparison.OrdinalIgnoreCase)) is true;
}
