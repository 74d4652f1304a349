using System.CommandLine;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;

namespace TrafficTacos.Queueing.Operator.Cli;

/// <summary>The options of every command: where Redis is, and who asks.</summary>
internal sealed class ConnectionOptions
{
    private readonly Option<string> _redis = new("--redis")
    {
        HelpName = "CONNECTION",
        Description = "The connection string of Redis. [default: TQ_REDIS, or localhost:6379]",
        Recursive = true,
    };

    private readonly Option<string> _prefix = new("--key-prefix")
    {
        HelpName = "PREFIX",
        Description = "How the keys in Redis begin. [default: WaitingRoom__KeyPrefix, or tq]",
        Recursive = true,
    };

    private readonly Option<string[]> _keys = new("--signing-key")
    {
        HelpName = "ID=BASE64",
        Description = "A key that signs tokens, if the gateways have configured ones. Repeat it for several.",
        Recursive = true,
    };

    private readonly Option<string> _identity = new("--identity-secret")
    {
        HelpName = "BASE64",
        Description = "The secret behind places, if the gateways have a configured one. [default: WaitingRoom__Tokens__IdentitySecret]",
        Recursive = true,
    };

    private readonly Option<string?> _as = Inputs.Person("--as", "Who does it, for the audit. [default: the login name]");

    private readonly Option<bool> _json = new("--json") { Description = "Print JSON.", Recursive = true };

    public IEnumerable<Option> All => [_redis, _prefix, _keys, _identity, _as, _json];

    /// <summary>Connects and runs a command. What is wrong is printed, without a stack trace.</summary>
    public async Task<int> RunAsync(ParseResult parsed, Func<Session, Task<int>> command)
    {
        try
        {
            var services = new ServiceCollection();
            services.AddWaitingRoom(options => Configure(parsed, options)).UseRedis(parsed.GetValue(_redis) ?? Variable("TQ_REDIS") ?? "localhost:6379");
            await using var provider = services.BuildServiceProvider();
            var session = new Session(provider.GetRequiredService<WaitingRoomOperator>(), parsed.GetValue(_as) ?? Environment.UserName.Trim(), parsed.GetValue(_json));
            return await command(session);
        }
        catch (WaitingRoomUnavailableException exception)
        {
            Console.Error.WriteLine($"tq-operator: {exception.Message}");
            return ExitCode.NothingDone;
        }
        catch (OperationCanceledException)
        {
            Console.Error.WriteLine("tq-operator: cancelled; the audit trail says what was done");
            return ExitCode.Cancelled;
        }
        catch (Exception exception) when (exception is WrongInputException or ArgumentException or OptionsValidationException)
        {
            Console.Error.WriteLine($"tq-operator: {exception.Message.Split(" (Parameter", 2)[0]}");
            return ExitCode.WrongInput;
        }
    }

    private void Configure(ParseResult parsed, WaitingRoomOptions options)
    {
        options.OperatesOnly = true;
        options.StoreTimeout = TimeSpan.FromSeconds(5);
        if ((parsed.GetValue(_prefix) ?? Variable("WaitingRoom__KeyPrefix")) is { } prefix)
            options.KeyPrefix = prefix;
        options.Tokens.IdentitySecret = parsed.GetValue(_identity) ?? Variable("WaitingRoom__Tokens__IdentitySecret");
        foreach (var key in parsed.GetValue(_keys) ?? [])
        {
            var parts = key.Split('=', 2);
            options.Tokens.SigningKeys.Add(new SigningKey { Id = parts[0], Secret = parts.Length > 1 ? parts[1] : "" });
        }

        for (var i = 0; options.Tokens.SigningKeys.Count == i && Variable($"WaitingRoom__Tokens__SigningKeys__{i}__Id") is { } id; i++)
            options.Tokens.SigningKeys.Add(new SigningKey { Id = id, Secret = Variable($"WaitingRoom__Tokens__SigningKeys__{i}__Secret") ?? "" });
    }

    private static string? Variable(string name) => Environment.GetEnvironmentVariable(name) is { Length: > 0 } value ? value : null;
}

/// <summary>The waiting room, who asks, and how to answer.</summary>
internal sealed record Session(WaitingRoomOperator Operator, string Name, bool Json)
{
    /// <summary>Who changes something.</summary>
    /// <exception cref="WrongInputException">Nobody said so, and the login has no name, as in some containers.</exception>
    public string Who => Name.Length > 0 ? Name : throw new WrongInputException("The login has no name: say who does it with --as NAME.");
}
