using System.CommandLine;
using TrafficTacos.Queueing.Benchmarks;

var rounds = new Option<int>("--rounds") { Description = "The number of rounds. Each round measures every side in turn.", DefaultValueFactory = _ => 7 };
var root = new RootCommand(
    """
    Compares the waiting room with reference implementations on the same machine. The results are ratios within one run; quote the median and the range.
    The benchmarks start a redis-server of their own on loopback and stop it.
    """);
Add("engine", "Join and status through the engine, compared with direct calls of the same scripts.", EngineBenchmark.RunAsync);
Add("redis", "Memory of a waiting visitor and processor time of a join and a status in Redis.", RedisCostBenchmark.RunAsync);
Add("memory", "The in-memory store with up to 300,000 waiting visitors.", InMemoryStoreBenchmark.RunAsync);
Add("estimate", "The time of an estimate.", EstimateBenchmark.RunAsync);
Add("draw", "A draw of 300,000 on Redis and in memory while others join and ask (each round takes two minutes).", DrawBenchmark.RunAsync);
Add("console", "The operator's console with 100 events, 300,000 visitors in one of them.", ConsoleBenchmark.RunAsync);
Add("http", "Join and status over HTTP, compared with a bare endpoint (requires wrk and the host built in Release).", HttpBenchmark.RunAsync);
Add("gate", "A shopper's request through the gate, compared with the same page without one (requires wrk).", GateBenchmark.RunAsync);
Add("telemetry", "Join over HTTP with and without telemetry (requires wrk and the host built in Release).", TelemetryBenchmark.RunAsync);
Add("sizing", "Processor time of a request in the host and in Redis (requires wrk and the host built in Release).", SizingBenchmark.RunAsync);
Add("tokens", "Authentication with cached bearer tokens and with first validations.", TokenBenchmark.RunAsync);
Add("proxy", "Latency of reading a reservation through the gateway, compared with the gRPC call (requires the host and the sample reservation service built in Release).", ProxyBenchmark.RunAsync);
Add("middleware", "Join and reservation with authentication, rate limit and idempotency enabled one after another (requires wrk and the sample reservation service built in Release).", MiddlewareBenchmark.RunAsync);

var port = new Argument<int>("port");
var redis = new Argument<string>("redis");
var bare = new Command("bare", "Runs the bare endpoint of the command http.") { port, redis };
bare.SetAction((result, _) => BareEndpoint.RunAsync(result.GetRequiredValue(port), result.GetRequiredValue(redis)));
root.Add(bare);

var gated = new Command("gated", "Runs the pages of the command gate.") { port, redis };
gated.SetAction((result, _) => GatedPage.RunAsync(result.GetRequiredValue(port), result.GetRequiredValue(redis)));
root.Add(gated);

var service = new Argument<string>("service");
var ports = new Argument<int[]>("ports") { Arity = new ArgumentArity(4, 4) };
var gateways = new Command("gateways", "Runs the gateways of the command middleware.") { redis, service, ports };
gateways.SetAction((result, _) => FeatureGateways.RunAsync(result.GetRequiredValue(ports), result.GetRequiredValue(redis), result.GetRequiredValue(service)));
root.Add(gateways);
return await root.Parse(args).InvokeAsync();

void Add(string name, string description, Func<int, Task> run)
{
    var command = new Command(name, description) { rounds };
    command.SetAction(async (result, _) => await run(result.GetValue(rounds)));
    root.Add(command);
}
