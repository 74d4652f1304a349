using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using TrafficTacos.Gateway.Host.Configuration;
using TrafficTacos.Gateway.Host.Logging;

namespace TrafficTacos.Gateway.Host.Tests.Observability;

/// <summary>Levels follow appsettings.json while the host runs.</summary>
public sealed class LevelChangeTests : IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("traffictacos-levels-");

    [Fact]
    public async Task A_level_changes_while_the_host_runs_and_one_that_is_none_changes_nothing()
    {
        Write("""{"Logging":{"Level":"warn"}}""");
        var builder = WebApplication.CreateBuilder(new WebApplicationOptions { ContentRootPath = _folder.FullName, EnvironmentName = "Development" });
        builder.Logging.AddGatewayLog(builder.Configuration, new LogSettings(SettingsReader.Of(builder.Configuration)));
        await using var app = builder.Build();
        ILogger queue = app.Services.GetRequiredService<ILoggerFactory>().CreateLogger("TrafficTacos.Queueing.WaitingRoom");
        Assert.False(queue.IsEnabled(LogLevel.Information));

        await ChangeAsync("""{"Logging":{"Level":"debug"}}""", () => queue.IsEnabled(LogLevel.Debug));
        await ChangeAsync("""{"Logging":{"Level":"debug","LogLevel":{"TrafficTacos.Queueing":"Error"}}}""", () => !queue.IsEnabled(LogLevel.Warning));
        // The level stays what it was; that the file was read shows in another one.
        await ChangeAsync("""{"Logging":{"Level":"loud"}}""", () => queue.IsEnabled(LogLevel.Debug));
        await ChangeAsync("""{"Logging":{"LogLevel":{"Default":"Error"}}}""", () => !queue.IsEnabled(LogLevel.Warning));
    }

    public void Dispose() => _folder.Delete(true);

    private async Task ChangeAsync(string settings, Func<bool> holds)
    {
        Write(settings);
        await Eventually.IsTrueAsync(holds);
    }

    private void Write(string settings) => File.WriteAllText(Path.Combine(_folder.FullName, "appsettings.json"), settings);
}
