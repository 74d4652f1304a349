namespace TrafficTacos.Samples.Laboratory.Scenarios;

/// <summary>Reads a scenario file: every name, its range, and the rules between them.</summary>
internal static class ScenarioReader
{
    private const double Longest = 48 * 3600;
    private const int MostVisitors = 1_000_000;
    private const double MostRate = 100_000;

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
        var root = new Part(file, Node.Parse(file, text), "a scenario");
        var seconds = root.Number("seconds", 1, Longest);
        var scenario = new Scenario
        {
            Name = Path.GetFileNameWithoutExtension(file),
            Title = root.Text("title"),
            Seconds = seconds,
            Bucket = root.Inner("bucket") is { } bucket ? ReadBucket(bucket) : new Bucket(),
            Arrivals = [.. root.List("arrivals", required: true).Select(part => ReadArrival(part, seconds))],
            Changes = [.. root.List("changes").Select(part => ReadChange(part, seconds)).OrderBy(change => change.At)],
            Ghosts = root.Number("ghosts", 0, 1, 0),
            GivingUp = [.. root.List("giving_up").Select(part => ReadGivingUp(part, seconds))],
            ReloadsPerHour = root.Number("reloads_per_hour", 0, 3600, 0),
            Tabs = root.Number("tabs", 0, 1, 0),
            Think = root.Number("think", 0, 600, 0),
            Bots = root.Inner("bots") is { } bots ? ReadBots(bots) : new Bots(0, 0),
        };
        if (root.Has("polling"))
            scenario = scenario with { Polling = [.. root.List("polling").Select(ReadPolling)] };
        if (root.Has("gateways"))
            scenario = scenario with { Gateways = [.. root.List("gateways").Select(ReadGateway)] };
        root.End();
        root.Require(scenario.Visitors is > 0 and <= MostVisitors, $"all arrivals together are expected to be 1 to {MostVisitors} visitors, not {scenario.Visitors}");
        root.Require(Math.Abs(scenario.Polling.Sum(polling => polling.Share) - 1) < 1e-6, "the shares of \"polling\" are expected to add up to 1");
        return scenario;
    }

    private static Bucket ReadBucket(Part part)
    {
        var bucket = new Bucket(
            part.Number("refill", 0.01, MostRate, 50), part.Whole("capacity", 1, MostVisitors, 500), part.Whole("overdraft", 0, 1000, 10), part.Whole("bypass", 0, 1000, 10));
        part.End();
        return bucket;
    }

    private static Arrival ReadArrival(Part part, double seconds)
    {
        var kind = part.Choice<ArrivalKind>("kind");
        var at = part.Number("at", 0, seconds, 0);
        Arrival arrival;
        switch (kind)
        {
            case ArrivalKind.Burst:
                var over = part.Number("over", 0, seconds - at, 0);
                arrival = new Arrival(kind, at, at + over, part.Whole("visitors", 1, MostVisitors), over);
                break;
            case ArrivalKind.Waves:
                var (until, every) = (part.Number("until", at, seconds, seconds), part.Number("every", 1, seconds));
                var waves = 1 + (int)((until - at) / every);
                arrival = new Arrival(kind, at, until, waves * part.Whole("visitors", 1, MostVisitors / waves), part.Number("over", 0, every, 0), every);
                break;
            default:
                var end = part.Number("until", at, seconds, seconds);
                var rate = part.Number("rate", 0, MostRate);
                var toRate = kind == ArrivalKind.Ramp ? part.Number("to_rate", 0, MostRate) : rate;
                arrival = new Arrival(kind, at, end, (int)Math.Round((end - at) * (rate + toRate) / 2), 0, 0, rate, toRate);
                break;
        }

        part.End();
        return arrival;
    }

    private static Change ReadChange(Part part, double seconds)
    {
        var change = new Change(
            part.Number("at", 0, seconds),
            part.Has("refill") ? part.Number("refill", 0.01, MostRate) : null,
            part.Has("capacity") ? part.Whole("capacity", 1, MostVisitors) : null,
            part.Has("paused") ? part.Flag("paused") : null);
        part.End();
        part.Require(change != new Change(change.At), "a change is expected to name refill, capacity or paused");
        return change;
    }

    private static Polling ReadPolling(Part part)
    {
        var (share, kind) = (part.Number("share", 0, 1, 1), part.Choice<PollingKind>("kind"));
        var number = kind switch
        {
            PollingKind.Every => part.Number("seconds", 0.1, 600),
            PollingKind.Lazy => part.Number("factor", 1, 40),
            PollingKind.Jittered => part.Number("around", 0, 0.9),
            _ => 0,
        };
        part.End();
        return new Polling(share, kind, number);
    }

    private static GivingUp ReadGivingUp(Part part, double seconds)
    {
        var kind = part.Choice<GivingUpKind>("kind");
        var share = part.Number("share", 0, 1, 1);
        var manner = kind is GivingUpKind.Head or GivingUpKind.Linger ? Manner.Silent : part.Choice<Manner>("manner", Manner.Leave);
        var giving = kind switch
        {
            GivingUpKind.Constant => new GivingUp(kind, manner, share, Rate: part.Number("percent_a_minute", 0, 100)),
            GivingUpKind.Impatient => new GivingUp(kind, manner, share, Median: part.Number("median", 1, Longest), Spread: part.Number("spread", 0, 3, 0.5)),
            GivingUpKind.Wave => new GivingUp(kind, manner, share, At: part.Number("at", 0, seconds), Over: part.Number("over", 0, seconds, 10)),
            _ => new GivingUp(kind, manner, share),
        };
        part.End();
        return giving;
    }

    private static Bots ReadBots(Part part)
    {
        var bots = new Bots(part.Whole("identities", 0, 10_000), part.Whole("joins", 1, 100_000));
        part.End();
        return bots;
    }

    private static GatewayTime ReadGateway(Part part)
    {
        var gateway = new GatewayTime(part.Number("offset", -86_400, 86_400, 0), part.Number("drift", -0.5, 0.5, 0));
        part.End();
        return gateway;
    }
}
