using TrafficTacos.Samples.Cli;
using TrafficTacos.Samples.Hosting;
using TrafficTacos.Samples.Reservations;
using static System.FormattableString;

const string Usage = """
    A reservation service in memory, for trying the gateway out.

      --port N           port to listen on, on loopback (5101)
      --payments URL     the payment service (http://127.0.0.1:5102)
      --seats N          seats of each event (50000)
      --price N          price of a seat, in KRW (50000)
      --hold SECONDS     how long seats are held (60)

    OBSERVABILITY_OTLP_ENDPOINT  the collector its spans go to, such as 127.0.0.1:4317 (none)
    """;

var arguments = new Arguments(args);
if (arguments.Help)
{
    Console.Out.WriteLine(Usage);
    return 0;
}

var options = new ReservationsSampleOptions
{
    Port = arguments.Whole("--port", 5101, 0, 65535),
    Payments = arguments.Address("--payments", "http://127.0.0.1:5102"),
    Seats = arguments.Whole("--seats", 50_000, 1, 10_000_000),
    Price = arguments.Whole("--price", 50_000, 1, 100_000_000),
    HoldTime = TimeSpan.FromSeconds(arguments.Whole("--hold", 60, 1, 86_400)),
    Collector = arguments.Variable(SampleTraces.CollectorVariable),
};
if (arguments.Mistakes.ToList() is { Count: > 0 } mistakes)
{
    foreach (var mistake in mistakes)
        Console.Error.WriteLine($"reservations: {mistake}");
    Console.Error.WriteLine("reservations: see --help");
    return 2;
}

try
{
    await using var sample = await ReservationsSample.StartAsync(options);
    Console.Out.WriteLine($"The reservation service listens on {sample.Address}. Ctrl-C stops it.");
    await sample.WaitForShutdownAsync();
    return 0;
}
catch (IOException)
{
    Console.Error.WriteLine(Invariant($"reservations: port {options.Port} is taken; name another one with --port"));
    return 1;
}
