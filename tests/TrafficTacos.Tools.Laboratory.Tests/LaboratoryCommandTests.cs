using TrafficTacos.Tools.Laboratory.Cli;

namespace TrafficTacos.Tools.Laboratory.Tests;

public sealed class LaboratoryCommandTests
{
    [Theory]
    [InlineData("run", "nowhere.json")]
    [InlineData("run", "--seed", "-1")]
    [InlineData("run", "--scale", "0")]
    [InlineData("run", "--hold-out", "a.json")]
    [InlineData("run", "--generated", "260-201")]
    [InlineData("compare", "--generated", "201")]
    [InlineData("run", "--generated", "1-2", "--hold-out")]
    [InlineData("unknown")]
    [InlineData("replay", "--visitors", "3")]
    [InlineData("replay", "--seconds", "-1")]
    [InlineData("replay", "--gateway", "ftp://somewhere")]
    [InlineData("replay", "--redis", "")]
    [InlineData("replay", "nowhere.json")]
    public async Task Invalid_input_is_refused(params string[] arguments) =>
        Assert.Equal(ExitCode.InvalidInput, await new LaboratoryCommand().InvokeAsync(arguments));
}
