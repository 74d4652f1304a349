using System.Diagnostics;
using TrafficTacos.Gateway.Host.Operators;
using TrafficTacos.Gateway.Host.Tests.Harness;

namespace TrafficTacos.Gateway.Host.Tests.Operators;

/// <summary>The command that makes a line of the operators' file.</summary>
public sealed class OperatorPasswordCommandTests
{
    [Fact]
    public async Task It_prints_a_line_of_the_file_for_the_password_of_its_input()
    {
        var (exitCode, output, errors) = await RunAsync(UsersFile.Password + "\nmore", "operator-password", "mina", "change");
        Assert.Equal((0, ""), (exitCode, errors));
        var account = Assert.Single(OperatorsFile.Parse(output, out var mistakes).Values);
        Assert.Empty(mistakes);
        Assert.Equal(("mina", OperatorRole.Change), (account.Name, account.Role));
        Assert.DoesNotContain(UsersFile.Password, output, StringComparison.Ordinal);
        using var users = UsersFile.Create();
        users.Write(output);
        await using var gateway = await OperatorApp.OpenAsync(new OperatorAppOptions { Users = users });
        (await new OperatorBrowser(gateway.Http).SignInAsync("mina")).Should(System.Net.HttpStatusCode.SeeOther);
    }

    [Theory]
    [InlineData("has 12 to 256 characters", "too short", "mina", "change")]
    [InlineData("has 12 to 256 characters", "", "mina", "change")]
    [InlineData("NAME ROLE", UsersFile.Password, "mina")]
    [InlineData("NAME ROLE", UsersFile.Password, "mina", "admin")]
    [InlineData("NAME ROLE", UsersFile.Password, "mi na", "view")]
    [InlineData("NAME ROLE", UsersFile.Password, "mi:na", "view")]
    [InlineData("NAME ROLE", "", "mina", "change", UsersFile.Password)]
    public async Task It_says_what_is_wrong(string mistake, string input, params string[] arguments)
    {
        var (exitCode, output, errors) = await RunAsync(input, ["operator-password", .. arguments]);
        Assert.Equal((1, ""), (exitCode, output));
        Assert.Contains(mistake, errors, StringComparison.Ordinal);
    }

    private static async Task<(int ExitCode, string Output, string Errors)> RunAsync(string input, params string[] arguments)
    {
        var start = new ProcessStartInfo(DotnetCommand.Path) { UseShellExecute = false, RedirectStandardInput = true, RedirectStandardOutput = true, RedirectStandardError = true };
        foreach (var argument in (string[])["exec", ProjectPath.Of(typeof(HostProcess).Assembly, "GatewayHost"), .. arguments])
            start.ArgumentList.Add(argument);
        using var process = Process.Start(start)!;
        await process.StandardInput.WriteAsync(input);
        process.StandardInput.Close();
        var (output, errors) = (process.StandardOutput.ReadToEndAsync(), process.StandardError.ReadToEndAsync());
        await process.WaitForExitAsync();
        return (process.ExitCode, await output, await errors);
    }
}
