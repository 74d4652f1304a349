using TrafficTacos.Queueing;

namespace TrafficTacos.Tools.Laboratory.Scenarios;

/// <summary>Reads a scenario file and validates every value.</summary>
internal static class ScenarioReader
{
    private const double MaxDuration = 48 * 3600;
    private const int MaxVisitors = 1_000_000;
    private const double MaxRate = 100_000;

    public static Scenario Read(FileInfo file)
    {
        byte[] text;
        try
        {
            text = File.ReadAllBytes(file.FullName);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw new ScenarioException($"{file.Name}: cannot be read: {exception.Message}", exception);
        }

        return Parse(file.Name, text);
    }

    public static Scenario Parse(string file, ReadOnlySpan<byte> text)
    {
        var root = new JsonObjectReader(file, JsonValueWithLine.Parse(file, text), "a scenario");
        var duration = root.ReadNumber("duration", 1, MaxDuration);
        var scenario = new Scenario
        {
            Name = Path.GetFileNameWithoutExtension(file),
            Title = root.ReadText("title"),
            Duration = duration,
            Bucket = root.ReadObject("bucket") is { } bucket ? ReadBucket(bucket) : new BucketSettings(),
            Schedule = root.ReadObject("schedule") is { } schedule ? ReadSchedule(schedule, duration) : null,
            Shopping = root.ReadObject("shopping") is { } shopping ? ReadShopping(shopping) : null,
            Arrivals = [.. root.ReadList("arrivals", required: true).Select(item => ReadArrival(item, duration))],
            Changes = [.. root.ReadList("changes").Select(item => ReadChange(item, duration)).OrderBy(change => change.At)],
            GhostShare = root.ReadNumber("ghost_share", 0, 1, 0),
            Abandonment = [.. root.ReadList("abandonment").Select(item => ReadAbandonment(item, duration))],
            ReloadsPerHour = root.ReadNumber("reloads_per_hour", 0, 3600, 0),
            MultiTabShare = root.ReadNumber("multi_tab_share", 0, 1, 0),
            HiddenShare = root.ReadNumber("hidden_share", 0, 1, 0),
            ThinkTime = root.ReadNumber("think_time", 0, 600, 0),
            Bots = root.ReadObject("bots") is { } bots ? ReadBots(bots) : new BotSettings(0, 0),
        };
        if (root.Has("polling"))
            scenario = scenario with { Polling = [.. root.ReadList("polling").Select(ReadPolling)] };
        if (root.Has("gateways"))
            scenario = scenario with { Gateways = [.. root.ReadList("gateways").Select(ReadGateway)] };
        root.ThrowIfUnread();
        root.Require(scenario.VisitorCount is > 0 and <= MaxVisitors, $"the arrivals must add up to 1 to {MaxVisitors} visitors, not {scenario.VisitorCount}");
        root.Require(Math.Abs(scenario.Polling.Sum(polling => polling.Share) - 1) < 1e-6, "the shares of \"polling\" must add up to 1");
        return scenario;
    }

    private static BucketSettings ReadBucket(JsonObjectReader reader)
    {
        var bucket = new BucketSettings(
            reader.ReadNumber("admissions_per_second", 0.01, MaxRate, 50),
            reader.ReadInteger("burst", 1, MaxVisitors, 500),
            reader.ReadInteger("overdraft", 0, 1000, 10),
            reader.ReadInteger("overdraft_positions", 0, 1000, 10));
        reader.ThrowIfUnread();
        return bucket;
    }

    private static SaleSchedule ReadSchedule(JsonObjectReader reader, double duration)
    {
        var schedule = new SaleSchedule(
            reader.ReadNumber("opens_at", 1, duration, 0), reader.ReadNumber("draw_at", 1, duration, 0), reader.ReadNumber("closes_at", 1, duration, 0));
        reader.ThrowIfUnread();
        reader.Require(schedule.DrawAt <= schedule.OpensAt, "\"draw_at\" must not be later than \"opens_at\"");
        reader.Require(schedule.ClosesAt == 0 || schedule.ClosesAt > schedule.OpensAt, "\"closes_at\" must be later than \"opens_at\"");
        return schedule;
    }

    private static ShoppingSettings ReadShopping(JsonObjectReader reader)
    {
        var shortest = reader.ReadNumber("shortest", 0, 3600);
        var shopping = new ShoppingSettings(
            reader.ReadInteger("maximum", 1, MaxVisitors), shortest, reader.ReadNumber("longest", shortest, 3600), reader.ReadNumber("released_share", 0, 1, 1));
        reader.ThrowIfUnread();
        return shopping;
    }

    private static Arrival ReadArrival(JsonObjectReader reader, double duration)
    {
        var kind = reader.ReadEnum<ArrivalKind>("kind");
        var at = reader.ReadNumber("at", 0, duration, 0);
        Arrival arrival;
        switch (kind)
        {
            case ArrivalKind.Burst:
                var burst = reader.ReadNumber("duration", 0, duration - at, 0);
                arrival = new Arrival(kind, at, at + burst, reader.ReadInteger("visitors", 1, MaxVisitors), burst);
                break;
            case ArrivalKind.Waves:
                var (until, interval) = (reader.ReadNumber("until", at, duration, duration), reader.ReadNumber("interval", 1, duration));
                var waves = 1 + (int)((until - at) / interval);
                arrival = new Arrival(
                    kind, at, until, waves * reader.ReadInteger("visitors", 1, MaxVisitors / waves), reader.ReadNumber("duration", 0, interval, 0), interval);
                break;
            default:
                var end = reader.ReadNumber("until", at, duration, duration);
                var rate = reader.ReadNumber("rate", 0, MaxRate);
                var toRate = kind == ArrivalKind.Ramp ? reader.ReadNumber("to_rate", 0, MaxRate) : rate;
                arrival = new Arrival(kind, at, end, (int)Math.Round((end - at) * (rate + toRate) / 2), 0, 0, rate, toRate);
                break;
        }

        reader.ThrowIfUnread();
        return arrival;
    }

    private static OperatorChange ReadChange(JsonObjectReader reader, double duration)
    {
        var change = new OperatorChange(
            reader.ReadNumber("at", 0, duration),
            reader.Has("admissions_per_second") ? reader.ReadNumber("admissions_per_second", 0.01, MaxRate) : null,
            reader.Has("burst") ? reader.ReadInteger("burst", 1, MaxVisitors) : null,
            reader.Has("paused") ? reader.ReadBoolean("paused") : null,
            reader.Has("mode") ? ReadMode(reader) : null,
            reader.Has("maximum_shoppers") ? reader.ReadInteger("maximum_shoppers", 1, MaxVisitors) : null,
            reader.Has("message") ? reader.ReadText("message") : null);
        reader.ThrowIfUnread();
        reader.Require(change != new OperatorChange(change.At), "a change must set admissions_per_second, burst, paused, mode, maximum_shoppers or message");
        reader.Require(change.Paused is null || change.To is null, "a change sets \"paused\" or \"mode\", not both");
        return change;
    }

    private static EventMode ReadMode(JsonObjectReader reader)
    {
        var mode = reader.ReadEnum<EventMode>("mode");
        reader.Require(
            mode is EventMode.Normal or EventMode.Paused or EventMode.Draining or EventMode.Maintenance, "\"mode\" must be one of normal, paused, draining, maintenance");
        return mode;
    }

    private static PollingPattern ReadPolling(JsonObjectReader reader)
    {
        var (share, kind) = (reader.ReadNumber("share", 0, 1, 1), reader.ReadEnum<PollingKind>("kind"));
        var value = kind switch
        {
            PollingKind.Fixed => reader.ReadNumber("interval", 0.1, 600),
            PollingKind.Scaled => reader.ReadNumber("factor", 1, 40),
            PollingKind.Jittered => reader.ReadNumber("jitter", 0, 0.9),
            _ => 0,
        };
        reader.ThrowIfUnread();
        return new PollingPattern(share, kind, value);
    }

    private static AbandonmentRule ReadAbandonment(JsonObjectReader reader, double duration)
    {
        var kind = reader.ReadEnum<AbandonmentKind>("kind");
        reader.Require(!reader.Has("first") || !reader.Has("share"), "a rule is for a \"share\" of the visitors or for the \"first\", not both");
        var first = reader.ReadInteger("first", 1, MaxVisitors, 0);
        var share = reader.ReadNumber("share", 0, 1, 1);
        var method = kind is AbandonmentKind.NoShow or AbandonmentKind.Linger or AbandonmentKind.Unspent or AbandonmentKind.Sleep
            ? DepartureMethod.Silent
            : reader.ReadEnum<DepartureMethod>("method", DepartureMethod.Leave);
        var rule = kind switch
        {
            AbandonmentKind.Constant => new AbandonmentRule(kind, method, share, PercentPerMinute: reader.ReadNumber("percent_per_minute", 0, 100)),
            AbandonmentKind.Impatient => new AbandonmentRule(
                kind, method, share, Median: reader.ReadNumber("median", 1, MaxDuration), Spread: reader.ReadNumber("spread", 0, 3, 0.5)),
            AbandonmentKind.Wave => new AbandonmentRule(
                kind, method, share, At: reader.ReadNumber("at", 0, duration), Duration: reader.ReadNumber("duration", 0, duration, 10)),
            AbandonmentKind.Sleep => new AbandonmentRule(
                kind, method, share, At: reader.ReadNumber("after", 0, duration), Duration: reader.ReadNumber("duration", 1, duration)),
            AbandonmentKind.Told => new AbandonmentRule(kind, method, share, Duration: reader.ReadNumber("duration", 0, duration, 10)),
            _ => new AbandonmentRule(kind, method, share),
        };
        reader.ThrowIfUnread();
        return rule with { First = first };
    }

    private static BotSettings ReadBots(JsonObjectReader reader)
    {
        var bots = new BotSettings(reader.ReadInteger("identities", 0, 10_000), reader.ReadInteger("joins", 1, 100_000));
        reader.ThrowIfUnread();
        return bots;
    }

    private static GatewayClockError ReadGateway(JsonObjectReader reader)
    {
        var gateway = new GatewayClockError(reader.ReadNumber("offset", -86_400, 86_400, 0), reader.ReadNumber("drift", -0.5, 0.5, 0));
        reader.ThrowIfUnread();
        return gateway;
    }
}
