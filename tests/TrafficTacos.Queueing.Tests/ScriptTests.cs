using System.Text.RegularExpressions;
using Snapshooter.Xunit;
using StackExchange.Redis;
using TrafficTacos.Queueing.Storage.Redis;

namespace TrafficTacos.Queueing.Tests;

/// <summary>A script's header is its contract: what it lists is what C# passes, what it uses it includes.</summary>
public sealed partial class ScriptTests
{
    private static readonly string[] Names =
    [
        "join", "status", "hear", "enter", "attach", "find_pass", "leave", "restore", "recall", "redeem", "open_session", "session", "maintain", "settings", "read_stream", "bind_key", "share_secret",
        "draw", "draw_entries", "draw_leaves", "draw_ranks",
        "idempotency_claim", "idempotency_complete", "show", "find_visitor", "list_entries", "move_up", "remove", "undo", "end_event", "note_event", "list_events",
    ];

    public static TheoryData<string> All => [.. Names];

    [Theory]
    [MemberData(nameof(All))]
    public void The_header_lists_the_keys_that_are_passed(string name)
    {
        var keys = RedisKeySpace.Default.Of("e");
        var passed = name switch
        {
            "remove" or "undo" => keys.WithRemoval(1),
            "note_event" or "list_events" => RedisKeySpace.Default.Events,
            "enter" or "find_pass" or "redeem" or "recall" or "open_session" or "session" => keys.WithPass(new EntryId(1)),
            "leave" or "draw_entries" or "end_event" => keys.With(keys.DrawLeft),
            "draw" => keys.With(keys.DrawLeft, keys.DrawLeaves),
            "draw_leaves" => keys.With(keys.DrawLeaves),
            "bind_key" => RedisKeySpace.Default.Binding(1),
            "idempotency_claim" or "idempotency_complete" => RedisKeySpace.Default.Idempotency(1),
            "share_secret" => RedisKeySpace.Default.Secret,
            _ => keys.Event,
        };
        Assert.Equal(HeaderNames(name, "KEYS").Select(Kind), passed.Select(key => Kind(((string)key!).Replace("tq:{e}:", "", StringComparison.Ordinal))));
    }

    [Theory]
    [MemberData(nameof(All))]
    public void The_body_uses_every_key_and_argument_of_the_header_and_no_other(string name)
    {
        var body = string.Join('\n', RedisScripts.Source(name).Split('\n').Where(line => !line.StartsWith("--", StringComparison.Ordinal))).Replace("q.pass", "KEYS[17]", StringComparison.Ordinal);
        foreach (var what in (string[])["KEYS", "ARGV"])
        {
            var used = Regex.Matches(body, what + @"\[\d+\]").Select(match => match.Value).Distinct().ToList();
            var listed = HeaderNames(name, what).Select((_, i) => $"{what}[{i + 1}]").ToList();
            // event_keys() uses those of an event, and a script that loops over them uses all that come.
            if (what == "KEYS" && body.Contains("event_keys()", StringComparison.Ordinal))
                listed = [.. listed.Skip(RedisKeySpace.Default.Of("e").Event.Length)];
            var loops = Regex.IsMatch(body, $@"{what}\[i( \+ 1)?\]|ipairs\({what}\)");
            Assert.Equal((name, what, ""), (name, what, string.Join(' ', used.Except(listed))));
            if (!loops)
                Assert.Equal((name, what, ""), (name, what, string.Join(' ', listed.Except(used))));
        }
    }

    [Theory]
    [MemberData(nameof(All))]
    public void Every_include_is_there_and_is_used(string name)
    {
        var source = RedisScripts.Source(name);
        Assert.StartsWith("#!lua\n", source, StringComparison.Ordinal);
        var includes = source.Split('\n').Where(line => line.StartsWith("-- include:", StringComparison.Ordinal))
            .SelectMany(line => line["-- include:".Length..].Split(' ', StringSplitOptions.RemoveEmptyEntries));
        var sources = includes.ToDictionary(include => include, include => RedisScripts.Source("include/" + include), StringComparer.Ordinal);
        foreach (var (include, text) in sources)
        {
            var functions = Regex.Matches(text, @"^local function (\w+)", RegexOptions.Multiline).Select(match => match.Groups[1].Value).ToList();
            var users = source + string.Concat(sources.Where(other => other.Key != include).Select(other => other.Value));
            Assert.Contains(functions, function => users.Contains(function + "(", StringComparison.Ordinal));
        }
    }

    [Theory]
    [MemberData(nameof(All))]
    public void Each_function_is_made_once_a_call(string name)
    {
        var functions = Regex.Matches(ScriptText.Load(name, new Dictionary<string, string>(StringComparer.Ordinal)), @"^local function (\w+)", RegexOptions.Multiline)
            .Select(match => match.Groups[1].Value).ToList();
        Assert.Equal(functions.Distinct(StringComparer.Ordinal), functions);
    }

    [Fact]
    public void No_script_is_longer_than_80_lines() =>
        Assert.All(Names, name => Assert.True(RedisScripts.Source(name).Count(c => c == '\n') <= 80, name));

    [Fact]
    public void Keys_are_a_contract()
    {
        var keys = RedisKeySpace.Default.Of("concert");
        var entry = new EntryId(0xABCDEF);
        RedisKey[] all = [.. keys.WithPass(entry), .. RedisKeySpace.Default.Binding(0x123), .. RedisKeySpace.Default.Idempotency(0x456), .. RedisKeySpace.Default.Secret, .. RedisKeySpace.Default.Events, keys.WithRemoval(0x789)[^2]];
        Snapshot.Match(string.Join('\n', all.Select(key => (string?)key)));
    }

    /// <summary>What the header lists behind KEYS or ARGV: number and name; a line may hold several.</summary>
    private static List<string> HeaderNames(string script, string what)
    {
        var lines = RedisScripts.Source(script).Split('\n').SkipWhile(line => !line.StartsWith("-- " + what, StringComparison.Ordinal))
            .TakeWhile((line, i) => i == 0 || line.StartsWith("--       ", StringComparison.Ordinal));
        return [.. Listed().Matches(string.Join(' ', lines.Select((line, i) => i == 0 ? line : line[2..]))).Select(match => match.Groups[1].Value.Trim())];
    }

    [GeneratedRegex(@"\d(?:\.\.)? (.+?)(?=  \d|$)")]
    private static partial Regex Listed();

    /// <summary>'the pass of each entry', 'pass:00ab…' and 'pass' are one kind of key.</summary>
    private static string Kind(string key) =>
        key.Contains("pass", StringComparison.Ordinal) ? "pass"
        : key.Contains("tq-key", StringComparison.Ordinal) || key.Contains("tq-idem", StringComparison.Ordinal) || key.Contains("record", StringComparison.Ordinal) ? "record"
        : key.StartsWith("removed", StringComparison.Ordinal) ? "removed"
        : key.Contains("events", StringComparison.Ordinal) ? "events"
        : key.Contains("secret", StringComparison.Ordinal) ? "secret" : key;
}
