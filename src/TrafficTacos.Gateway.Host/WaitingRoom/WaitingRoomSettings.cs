using Microsoft.Extensions.Options;
using TrafficTacos.Gateway.Host.Configuration;
using TrafficTacos.Queueing;

namespace TrafficTacos.Gateway.Host.WaitingRoom;

/// <summary>The options of the engine, in a section of their own.</summary>
internal sealed class WaitingRoomSettings
{
    public const string SectionName = "WaitingRoom";

    public WaitingRoomSettings(SettingsReader reader)
    {
        Section = reader.Section(SectionName);
        Validate(reader);
    }

    public IConfigurationSection Section { get; }

    /// <summary>The engine validates its options when it starts. Here its validator runs earlier, so that one start reports these errors
    /// with all others.</summary>
    private void Validate(SettingsReader reader)
    {
        var services = new ServiceCollection();
        services.AddWaitingRoom(Section);
        using var provider = services.BuildServiceProvider();
        try
        {
            _ = provider.GetRequiredService<IOptions<WaitingRoomOptions>>().Value;
        }
        catch (OptionsValidationException exception)
        {
            foreach (var failure in exception.Failures)
                reader.Refuse($"{SectionName}: {failure}");
        }
        catch (InvalidOperationException exception)
        {
            reader.Refuse($"{SectionName}: {exception.Message} {exception.InnerException?.Message}".TrimEnd());
        }
    }
}
