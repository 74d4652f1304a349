using TrafficTacos.Samples.Hosting;
using TrafficTacos.Samples.Reservations;

const string Name = "reservations";
const string Usage = """
    A reservation service in memory, for trying the gateway.

      --port N                   port to listen on, on loopback (5101)
      --payments URL             the payment service (http://127.0.0.1:5102)
      --seats N                  seats of each event (50000)
      --price N                  price of a seat in KRW (50000)
      --hold SECONDS             time for which seats are held (60)
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
var options = new ReservationsSampleOptions
{
    Port = arguments.WholeNumber("--port", 5101, 0, 65535),
    Payments = arguments.Address("--payments", "http://127.0.0.1:5102"),
    Seats = arguments.WholeNumber("--seats", 50_000, 1, 10_000_000),
    Price = arguments.WholeNumber("--price", 50_000, 1, 100_000_000),
    HoldTime = arguments.Seconds("--hold", 60, 1, 86_400),
    Collector = arguments.AddressVariable(SampleTracing.AddressVariable),
    CollectorProtocol = Environment.GetEnvironmentVariable(SampleTracing.ProtocolVariable),
};
if (arguments.Errors is { Count: > 0 } errors)
    return SampleProgram.PrintErrors(Name, errors);

try
{
    await using var sample = await ReservationsSample.StartAsync(options);
    Console.Out.WriteLine($"The reservation service listens on {sample.Address}. Press Ctrl+C to stop it.");
    await SampleProgram.WaitForExitAsync(sample.WaitForShutdownAsync(), exitWithInput);
    return 0;
}
catch (IOException)
{
    return SampleProgram.PrintPortInUse(Name, options.Port);
}
