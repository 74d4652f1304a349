using TrafficTacos.Samples.Hosting;
using TrafficTacos.Samples.Payments;

const string Name = "payments";
const string Usage = """
    A payment service in memory, for trying the gateway.

      --port N                   port to listen on, on loopback (5102)
      --delay SECONDS            time until the scenario 'delay' completes (3)
      --intent-lifetime SECONDS  time in which an intent can be paid (600)
      --exit-with-input BOOLEAN  true exits when the standard input ends (false)

    OBSERVABILITY_OTLP_ENDPOINT  collector for its spans, such as 127.0.0.1:4317 (none)
    OBSERVABILITY_OTLP_PROTOCOL  grpc or http/protobuf (http/protobuf if the address has port 4318 or a path)
    """;

var arguments = new CommandLine(args);
if (arguments.Help)
{
    Console.Out.WriteLine(Usage);
    return 0;
}

var exitWithInput = arguments.Boolean(SampleProgram.ExitWithInputOption);
var options = new PaymentsSampleOptions
{
    Port = arguments.WholeNumber("--port", 5102, 0, 65535),
    Delay = arguments.Seconds("--delay", 3, 0, 3600),
    IntentLifetime = arguments.Seconds("--intent-lifetime", 600, 1, 86_400),
    Collector = arguments.AddressVariable(SampleTracing.AddressVariable),
    CollectorProtocol = Environment.GetEnvironmentVariable(SampleTracing.ProtocolVariable),
};
if (arguments.Errors is { Count: > 0 } errors)
    return SampleProgram.PrintErrors(Name, errors);

try
{
    await using var sample = await PaymentsSample.StartAsync(options);
    Console.Out.WriteLine($"The payment service listens on {sample.Address}. Press Ctrl+C to stop it.");
    await SampleProgram.WaitForExitAsync(sample.WaitForShutdownAsync(), exitWithInput);
    return 0;
}
catch (IOException)
{
    return SampleProgram.PrintPortInUse(Name, options.Port);
}
