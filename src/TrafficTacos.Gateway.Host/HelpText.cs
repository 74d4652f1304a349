using System.Text;
using TrafficTacos.Gateway.Host.Configuration;
using TrafficTacos.Gateway.Host.Operators;

namespace TrafficTacos.Gateway.Host;

/// <summary>What <c>--help</c> prints.</summary>
internal static class HelpText
{
    /// <summary>Read before there is a configuration, so it has no key.</summary>
    public const string EnvironmentVariable = "SERVER_ENVIRONMENT";

    private const string Introduction = $"""
        The reference gateway of TrafficTacos.Queueing. Without any setting it keeps everything in memory and listens on port 8000.

          --help      prints this text
          --health    asks the gateway that runs on this machine with the same settings whether it is alive; the exit status is 0 or 1
          {OperatorPasswordCommand.Name} NAME ROLE
                      asks for a password, or reads it from the standard input, and prints a line for OPERATOR_USERS_FILE

        Set these environment variables. Those in capital letters, except {EnvironmentVariable} and {SettingsFile.Variable}, may also end in
        {Setting.FileSuffix} and name a file that holds the value. Defaults are those of Production; Development differs where it says so.


        """;

    private const string Conclusion = """

        Outside Development the backends and either JWT_JWKS_ENDPOINT or ACCOUNTS_SIGNING_KEY are required.

        appsettings.json has the same settings under the keys in brackets. Its section WaitingRoom holds the options of the waiting
        room, for example WaitingRoom__AdmissionsPerSecond=100 in the environment; its section Logging the levels of log categories.
        """;

    public static string Create()
    {
        var text = new StringBuilder(Introduction);
        Append(text, EnvironmentVariable, null, "The environment.", "Development, Staging or Production", "that of ASPNETCORE_ENVIRONMENT, else Production");
        Append(text, SettingsFile.Variable, null, "One more settings file, on a mounted volume.", "the path of a file like appsettings.json", null);
        foreach (var (setting, format, fallback) in GatewaySettings.All())
        {
            var name = setting.IsSecret ? $"{setting.EnvironmentName}, {setting.EnvironmentName}{Setting.FileSuffix}" : setting.EnvironmentName;
            Append(text, name, setting.Key, setting.Description, format, fallback);
        }

        return text.Append(Conclusion).ToString();
    }

    private static void Append(StringBuilder text, string name, string? key, string description, string format, string? fallback)
    {
        text.Append("  ").Append(name);
        if (key is not null)
            text.Append(" [").Append(key).Append(']');
        text.Append("\n      ").Append(description).Append("\n      Expected: ").Append(format);
        if (fallback is not null)
            text.Append(" (default ").Append(fallback).Append(')');
        text.Append('\n');
    }
}
