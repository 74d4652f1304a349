using System.Globalization;
using System.Net;
using System.Text.RegularExpressions;
using Microsoft.Extensions.Options;
using StackExchange.Redis;
using TrafficTacos.Queueing.Proxy.Paths;

namespace TrafficTacos.Queueing.Proxy;

/// <summary>The variables of help.txt, turned into configuration of YARP and of the waiting room where that has a place for them.</summary>
internal sealed class ProxySettings
{
    public const string Policy = "shop";
    private const string Prefix = "WAITINGROOM_";
    private const string EventVariable = Prefix + "EVENT_ID";

    private readonly ConfigurationManager _configuration;

    public ProxySettings(ConfigurationManager configuration)
    {
        _configuration = configuration;
        Port = Read<int?>("PROXY_PORT", "8080", "a port", ParsePort);
        HealthPort = Read<int?>("PROXY_HEALTH_PORT", "8081", "another port than PROXY_PORT", text => ParsePort(text) is { } port && port != Port ? port : null);
        Trusted = List<IPNetwork?>("TRUSTED_PROXIES", "", "networks such as 10.0.0.0/8, not all addresses there are", text => IPNetwork.TryParse(text, out var network) && network.PrefixLength > 1 ? network : null);
        const string rules = "rules such as /shop/*, *.css or ?route=checkout*";
        Rules = new PathRules(List("PROXY_PROTECT", PathRules.DefaultProtect, rules, PathRule.Parse), List("PROXY_EXCLUDE", PathRules.DefaultExclude, rules, PathRule.Parse));
        var errors = Errors.Count;
        var upstreams = List("PROXY_UPSTREAM", "", "addresses such as http://shop:5000", text => Uri.TryCreate(text, UriKind.Absolute, out var uri) && uri.Scheme is "http" or "https" ? text : null);
        if (upstreams.Count > 0)
            configuration.AddJsonFile("upstream.json", optional: false);
        else if (Errors.Count == errors && !configuration.GetSection("ReverseProxy:Routes").GetChildren().Any())
            Errors.Add("PROXY_UPSTREAM has no address; expected that of the shop, such as http://shop:5000, or routes in the section ReverseProxy.");
        for (var i = 0; i < upstreams.Count; i++)
            configuration[$"ReverseProxy:Clusters:proxy-upstream:Destinations:{i}:Address"] = upstreams[i];
        configuration[$"WaitingRoomPolicies:{Policy}:EventId"] = Read(EventVariable, Policy, "letters, digits, '.', '_', ':' and '-', at most 64", text => Regex.IsMatch(text, "^[A-Za-z0-9._:-]{1,64}$", RegexOptions.NonBacktracking) ? text : null);
        Redis = Read("REDIS_ADDRESS", "", "host:port", text => RedisOf(text, configuration["REDIS_PASSWORD"]));
        if (string.IsNullOrEmpty(configuration["REDIS_ADDRESS"]) && configuration["STORE"] is not "memory")
            Errors.Add("REDIS_ADDRESS is missing; expected host:port, or STORE=memory for one proxy whose queue ends with it.");
        AddOptions();
    }

    public List<string> Errors { get; } = [];

    public int? Port { get; }

    public int? HealthPort { get; }

    public IReadOnlyList<IPNetwork?> Trusted { get; }

    public PathRules Rules { get; }

    public ConfigurationOptions? Redis { get; }

    private static int? ParsePort(string text) => int.TryParse(text, CultureInfo.InvariantCulture, out var port) && port is > 0 and < 65536 ? port : null;

    private static ConfigurationOptions? RedisOf(string text, string? password)
    {
        try
        {
            var options = ConfigurationOptions.Parse(text);
            options.Password = string.IsNullOrEmpty(password) ? options.Password : password;
            return options.EndPoints.Count > 0 ? options : null;
        }
        catch (ArgumentException)
        {
            return null;
        }
    }

    private T? Read<T>(string variable, string fallback, string expected, Func<string, T?> parse) => List(variable, fallback, expected, parse, separator: '\0').FirstOrDefault();

    /// <summary>Nothing is excluded by an empty list; every other empty value counts as missing.</summary>
    private List<T> List<T>(string variable, string fallback, string expected, Func<string, T?> parse, char separator = ',')
    {
        var set = _configuration[variable] is { } value && (value.Length > 0 || variable is "PROXY_EXCLUDE") ? value : "default";
        var items = set.Split(separator, StringSplitOptions.TrimEntries).SelectMany(item => item is "default" ? fallback.Split(separator) : [item]);
        var values = new List<T>();
        foreach (var item in items.Where(item => item.Length > 0))
        {
            if (parse(item) is { } read)
                values.Add(read);
            else
                Errors.Add($"{variable} has '{item}'; expected {expected}.");
        }

        return values;
    }

    /// <summary>WAITINGROOM_MAXIMUM_SHOPPERS is WaitingRoom:MaximumShoppers. The waiting room would check its options when it starts; here
    /// its sentences name the variables.</summary>
    private void AddOptions()
    {
        var names = typeof(WaitingRoomOptions).GetProperties().ToDictionary(property => property.Name, property => property.Name, StringComparer.OrdinalIgnoreCase);
        var set = _configuration.AsEnumerable().Where(pair => pair.Key.StartsWith(Prefix, StringComparison.Ordinal) && pair.Key is not EventVariable && pair.Value is { Length: > 0 })
            .ToDictionary(pair => pair.Key, pair => names.GetValueOrDefault(pair.Key[Prefix.Length..].Replace("_", "", StringComparison.Ordinal)), StringComparer.Ordinal);
        Errors.AddRange(set.Where(one => one.Value is null).Select(one => $"{one.Key} is no option of the waiting room; {Prefix}MAXIMUM_SHOPPERS, for example, is MaximumShoppers."));
        foreach (var (variable, option) in set.Where(one => one.Value is not null))
            _configuration[$"WaitingRoom:{option}"] = _configuration[variable];
        try
        {
            using var services = new ServiceCollection().AddWaitingRoom(_configuration.GetSection("WaitingRoom")).Services.BuildServiceProvider();
            _ = services.GetRequiredService<IOptions<WaitingRoomOptions>>().Value;
        }
        catch (Exception exception) when (exception is OptionsValidationException or InvalidOperationException)
        {
            var messages = (exception as OptionsValidationException)?.Failures ?? [exception.Message];
            Errors.AddRange(messages.Select(message => set.Where(one => one.Value is not null).Aggregate(message, (text, one) => Regex.Replace(text, $@"\b(WaitingRoom:|WaitingRoomOptions\.)?{one.Value}\b", one.Key, RegexOptions.NonBacktracking))));
        }
    }
}
