using System.Globalization;

namespace TrafficTacos.Gateway.Host.Configuration;

/// <summary>
/// Reads settings. The call that reads a setting is its only declaration: it has the names, the default, the allowed values and the
/// help text. An invalid value is an error and reads as the default, so that one start reports all errors.
/// </summary>
internal sealed class SettingsReader
{
    private readonly IConfiguration _configuration;
    private readonly Func<string, string?> _variable;
    private readonly List<string> _errors = [];
    private readonly List<string> _warnings = [];
    private readonly List<SettingHelp> _settings = [];

    private SettingsReader(IConfiguration configuration, string environmentName, Func<string, string?> variable)
    {
        _configuration = configuration;
        _variable = variable;
        EnvironmentName = environmentName;
    }

    public string EnvironmentName { get; }

    /// <summary>The names of all environment variables.</summary>
    public IReadOnlyList<string> VariableNames { get; private init; } = [];

    public bool IsProduction => string.Equals(EnvironmentName, Environments.Production, StringComparison.OrdinalIgnoreCase);

    public bool IsDevelopment => string.Equals(EnvironmentName, Environments.Development, StringComparison.OrdinalIgnoreCase);

    /// <summary>What is wrong, one line for each setting. A secret is never in it.</summary>
    public IReadOnlyList<string> Errors => _errors;

    /// <summary>What an operator should know, one line each. A secret is never in it.</summary>
    public IReadOnlyList<string> Warnings => _warnings;

    /// <summary>The settings read so far.</summary>
    public IReadOnlyList<SettingHelp> Settings => _settings;

    /// <summary>Reads the configuration of the process, its environment variables and the file that <c>SERVER_SETTINGS</c> names.</summary>
    public static SettingsReader Open(IConfigurationManager configuration, IHostEnvironment environment)
    {
        var reader = new SettingsReader(configuration, environment.EnvironmentName, Environment.GetEnvironmentVariable)
        {
            VariableNames = [.. Environment.GetEnvironmentVariables().Keys.OfType<string>()],
        };
        if (SettingsFile.AddTo(configuration) is { } error)
            reader._errors.Add(error);
        return reader;
    }

    /// <summary>Reads the configuration alone, without environment variables and files. Without a configuration every setting has its
    /// default.</summary>
    public static SettingsReader Of(IConfiguration? configuration = null, string? environmentName = null) =>
        new(configuration ?? new ConfigurationBuilder().Build(), environmentName ?? Environments.Development, _ => null);

    public IConfigurationSection Section(string key) => _configuration.GetSection(key);

    public string? Text(Setting setting)
    {
        Declare(setting, "text", null);
        return Find(setting);
    }

    public int Integer(Setting setting, int fallback, int minimum, int maximum)
    {
        var format = string.Create(CultureInfo.InvariantCulture, $"a whole number from {minimum} to {maximum}");
        return Read(setting, format, fallback, Number, number => number.ToString(CultureInfo.InvariantCulture));

        int? Number(string text) =>
            int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number >= minimum && number <= maximum ? number : null;
    }

    public double Fraction(Setting setting, double fallback) => Read(
        setting,
        "a number from 0 to 1, such as 0.1",
        fallback,
        text => double.TryParse(text, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var fraction) && fraction is >= 0 and <= 1 ? fraction : null,
        fraction => fraction.ToString(CultureInfo.InvariantCulture));

    /// <summary>Accepts the short words of Go's parser too, which existing deployments use.</summary>
    public bool Boolean(Setting setting, bool fallback) => Read(
        setting,
        "true or false",
        fallback,
        Flag,
        flag => flag ? "true" : "false");

    public TimeSpan Duration(Setting setting, TimeSpan fallback, TimeSpan minimum, TimeSpan maximum) => Read(
        setting,
        $"a duration from {DurationText.Format(minimum)} to {DurationText.Format(maximum)}, such as 600ms, 30s, 1m30s or 00:10:00",
        fallback,
        text => DurationText.TryParse(text, out var duration) && duration >= minimum && duration <= maximum ? duration : null,
        DurationText.Format);

    /// <summary>A value that <paramref name="parse"/> reads, or null.</summary>
    /// <param name="setting">The setting.</param>
    /// <param name="format">The expected value, for errors and help.</param>
    /// <param name="parse">Returns null for an invalid value.</param>
    /// <param name="fallback">The text of the default, for help.</param>
    /// <param name="mayHoldSecret">Whether the error leaves out the value: connection strings that people copy may contain a
    /// password.</param>
    public T? Value<T>(Setting setting, string format, Func<string, T?> parse, string? fallback = null, bool mayHoldSecret = false)
        where T : class
    {
        Declare(setting, format, fallback);
        if (Find(setting) is not { } text)
            return null;
        var value = parse(text);
        if (value is null)
            Refuse(setting, format, mayHoldSecret);
        return value;
    }

    /// <summary>One of the names, in any case.</summary>
    public T? Choice<T>(Setting setting, IReadOnlyDictionary<string, T> choices, string? fallback = null)
        where T : struct
    {
        var format = "one of " + string.Join(", ", choices.Keys);
        Declare(setting, format, fallback);
        if (Find(setting) is not { } text)
            return null;
        if (choices.TryGetValue(text, out var choice))
            return choice;
        Refuse(setting, format);
        return null;
    }

    /// <summary>Texts separated by commas, or an array of the configuration.</summary>
    public IReadOnlyList<string> List(Setting setting, string format, Func<string, bool> isValid, bool mayHoldSecret = false)
    {
        format += ", separated by commas";
        Declare(setting, format, null);
        var texts = Find(setting)?.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries)
            ?? [.. _configuration.GetSection(setting.Key).GetChildren().Select(child => child.Value).OfType<string>()];
        if (!texts.All(isValid))
            Refuse(setting, format, mayHoldSecret);
        return [.. texts.Where(isValid)];
    }

    /// <summary>Adds an error.</summary>
    /// <param name="setting">The setting that is missing or invalid.</param>
    /// <param name="expected">The expected value.</param>
    /// <param name="mayHoldSecret">Whether the error leaves out the value.</param>
    public void Refuse(Setting setting, string expected, bool mayHoldSecret = false)
    {
        var found = Find(setting) is not { } text ? "is missing" : mayHoldSecret || setting.IsSecret ? "is invalid" : $"is '{text}'";
        Refuse($"{setting} {found}; expected {expected}.");
    }

    public void Refuse(string error) => _errors.Add(error);

    /// <summary>Adds a warning, which the log has when the gateway starts.</summary>
    public void Warn(string warning) => _warnings.Add(warning);

    /// <summary>The truth value of a text; null if it has none.</summary>
    public static bool? Flag(string text) => text switch
    {
        "1" or "t" or "T" => true,
        "0" or "f" or "F" => false,
        _ => bool.TryParse(text, out var flag) ? flag : null,
    };

    /// <summary>An environment variable that is no setting of the gateway; null if it is missing or empty.</summary>
    public string? Variable(string name) => _variable(name) is { Length: > 0 } value ? value : null;

    /// <summary>The text of a setting, or null: the environment variable, else the file that the variable with the suffix names, else the
    /// configuration.</summary>
    public string? Find(Setting setting)
    {
        if (setting.Variable is { } variable)
        {
            if (_variable(variable) is { Length: > 0 } value)
                return value;
            if (_variable(variable + Setting.FileSuffix) is { Length: > 0 } path && ReadFile(variable + Setting.FileSuffix, path) is { Length: > 0 } content)
                return content;
        }

        return _configuration[setting.Key] is { Length: > 0 } text ? text : null;
    }

    private T Read<T>(Setting setting, string format, T fallback, Func<string, T?> parse, Func<T, string> print)
        where T : struct
    {
        Declare(setting, format, print(fallback));
        if (Find(setting) is not { } text)
            return fallback;
        if (parse(text) is { } value)
            return value;
        Refuse(setting, format);
        return fallback;
    }

    private string? ReadFile(string variable, string path)
    {
        try
        {
            return File.ReadAllText(path).TrimEnd('\r', '\n');
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            var error = $"{variable} is '{path}'; expected the path of a readable file.";
            if (!_errors.Contains(error, StringComparer.Ordinal))
                _errors.Add(error);
            return null;
        }
    }

    private void Declare(Setting setting, string format, string? fallback) => _settings.Add(new SettingHelp(setting, format, fallback));
}
