namespace TrafficTacos.Gateway.Host.Configuration;

/// <summary>The names of a setting and its help text.</summary>
/// <param name="Key">The configuration key, such as <c>Redis:Address</c>.</param>
/// <param name="Variable">The environment variable that stands for it, such as <c>REDIS_ADDRESS</c>; null if there is none beside the
/// configuration's own <c>Redis__Address</c>. With the suffix <c>_FILE</c> it names a file that holds the value.</param>
/// <param name="Description">What the setting does, for <c>--help</c>.</param>
internal sealed record Setting(string Key, string? Variable, string Description)
{
    public const string FileSuffix = "_FILE";

    /// <summary>Whether the value must not be printed.</summary>
    public bool IsSecret { get; init; }

    /// <summary>The name in an environment: the variable, or the one that the configuration reads.</summary>
    public string EnvironmentName => Variable ?? Key.Replace(":", "__", StringComparison.Ordinal);

    /// <summary>Both names, for error messages.</summary>
    public override string ToString() => Variable is null ? Key : $"{Key} ({Variable})";
}
