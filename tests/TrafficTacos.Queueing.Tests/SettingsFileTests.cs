using Microsoft.Extensions.DependencyInjection;
using TrafficTacos.Queueing.Storage.InMemory;

namespace TrafficTacos.Queueing.Tests;

/// <summary>What an operator changed outlives a process without Redis.</summary>
public sealed class SettingsFileTests : IDisposable
{
    private readonly string _path = Path.Combine(Path.GetTempPath(), $"settings-{Guid.NewGuid():n}.json");

    public void Dispose() => File.Delete(_path);

    [Fact]
    public async Task A_paused_event_does_not_reopen_by_a_restart()
    {
        var change = new EventSettingsChange { Mode = EventMode.Paused, Burst = 7, Message = new EventMessage { Text = "Back at noon" } };
        await using (var first = Start())
            await OperatorOf(first).ChangeSettingsAsync("concert", change);
        await using var second = Start();
        var settings = await OperatorOf(second).GetSettingsAsync("concert");
        Assert.Equal((EventMode.Paused, 7, "Back at noon"), (settings.Mode, settings.Burst, settings.Message?.Text));
        Assert.Equal(EventMode.Normal, (await OperatorOf(second).GetSettingsAsync("opera")).Mode);

        await OperatorOf(second).ChangeSettingsAsync("concert", new EventSettingsChange { Reset = [EventSetting.Mode, EventSetting.Burst, EventSetting.Message] });
        await using var third = Start();
        Assert.Empty((await OperatorOf(third).GetSettingsAsync("concert")).Changed);
    }

    [Fact]
    public async Task A_file_that_cannot_be_written_refuses_the_change()
    {
        await using var room = Start();
        Directory.CreateDirectory(_path + ".new");
        try
        {
            var refused = await Assert.ThrowsAsync<WaitingRoomUnavailableException>(
                () => OperatorOf(room).ChangeSettingsAsync("concert", new EventSettingsChange { Burst = 7 }));
            Assert.Contains(_path, refused.Message, StringComparison.Ordinal);
            Assert.Empty((await OperatorOf(room).GetSettingsAsync("concert")).Changed);
        }
        finally
        {
            Directory.Delete(_path + ".new");
        }
    }

    [Theory]
    [InlineData("{")]
    [InlineData("[]")]
    [InlineData("""{"concert": 1}""")]
    public void A_file_that_cannot_be_read_is_named(string content)
    {
        File.WriteAllText(_path, content);
        Assert.Contains(_path, Assert.Throws<InvalidOperationException>(() => new ChangedSettingsFile(_path)).Message, StringComparison.Ordinal);
    }

    private ServiceProvider Start() =>
        new ServiceCollection().AddWaitingRoom(options => options.SettingsFile = _path).Services.BuildServiceProvider();

    private static WaitingRoomOperator OperatorOf(ServiceProvider services) => services.GetRequiredService<WaitingRoomOperator>();
}
