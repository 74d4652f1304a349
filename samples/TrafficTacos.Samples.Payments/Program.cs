using TrafficTacos.Samples.Cli;
using TrafficTacos.Samples.Hosting;
using TrafficTacos.Samples.Payments;
using static System.FormattableString;

const string Usage = """
    A payment service in memory, for trying the gateway out.

      --port N               port to listen on, on loopback (5102)
      --delay SECONDS        how long the scenario delay takes to complete (3)
      --intent-life SECONDS  how long an intent can be paid (600)

    OBSERVABILITY_OTLP_ENDPOINT  the collector its spans go to, such as 127.0.0.1:4317 (none)
    """;

var arguments = new Arguments(args);
if (arguments.Help)
{
    Console.Out.WriteLine(Usage);
    return 0;
}

var options = new PaymentsSampleOptions
{
    Port = arguments.Whole("--port", 5102, 0, 65535),
    Delay = TimeSpan.FromSeconds(arguments.Whole("--delay", 3, 0, 3600)),
    IntentLife = TimeSpan.FromSeconds(arguments.Whole("--intent-life", 600, 1, 86_400)),
    Collector = arguments.Variable(SampleTraces.CollectorVariable),
};
if (arguments.Mistakes.ToList() is { Count: > 0 } mistakes)
{
    foreach (var mistake in mistakes)
        Console.Error.WriteLine($"payments: {mistake}");
    Console.Error.WriteLine("payments: see --help");
    return 2;
}

try
{
    await using var sample = await PaymentsSample.StartAsync(options);
    Console.Out.WriteLine($"The payment service listens on {sample.Address}. Ctrl-C stops it.");
    await sample.WaitForShutdownAsync();
    return 0;
}
catch (IOException)
{
    Console.Error.WriteLine(Invariant($"payments: port {options.Port} is taken; name another one with --port"));
    return 1;
}
