using System.CommandLine;
using TrafficTacos.Queueing.Benchmarks;

var rounds = new Option<int>("--rounds") { Description = "Rounds of each side, taken in turn.", DefaultValueFactory = _ => 7 };
var root = new RootCommand(
    """
    Measures the waiting room against its ceilings. A figure is a ratio within one run; quote the median and the spread.
    Starts a redis-server of its own on loopback and stops it.
    """);
Add("engine", "Join and status through the engine against the same script called raw through the same client.", Engine.RunAsync);
Add("redis", "What Redis pays: memory a waiting visitor, processor a join and a status.", RedisCost.RunAsync);
Add("memory", "The in-memory store with up to 300,000 waiting.", InMemory.RunAsync);
Add("estimate", "What one estimate costs.", Estimates.RunAsync);
Add("http", "Join and status of the host against a bare endpoint (needs wrk and the host built in Release).", Http.RunAsync);
Add("telemetry", "Join of the host with all telemetry against none (needs wrk and the host built in Release).", Telemetry.RunAsync);
Add("sizing", "Processor time a request of the host and of Redis: status, status with the limit, join (needs wrk and the host built in Release).", Sizing.RunAsync);
Add("tokens", "What it costs to know who sends a request: known tokens against first validations.", Tokens.RunAsync);
Add("proxy", "What the gateway adds to reading a reservation: p50 and p99 of GET through it against the gRPC call made directly (needs the host built in Release).", Proxy.RunAsync);
Add("pieces", "What authentication, rate limit and idempotency cost a join and a reservation, each switched on in turn (needs wrk and the host built in Release).", PieceCost.RunAsync);

var port = new Argument<int>("port");
var redis = new Argument<string>("redis");
var bare = new Command("bare", "The bare endpoint that http measures against.") { port, redis };
bare.SetAction((result, _) => BareEndpoint.RunAsync(result.GetRequiredValue(port), result.GetRequiredValue(redis)));
root.Add(bare);

var service = new Argument<string>("service");
var ports = new Argument<int[]>("ports") { Arity = new ArgumentArity(4, 4) };
var gateways = new Command("gateways", "The gateways that pieces measures.") { redis, service, ports };
gateways.SetAction((result, _) => PieceGateways.RunAsync(result.GetRequiredValue(ports), result.GetRequiredValue(redis), result.GetRequiredValue(service)));
root.Add(gateways);
return await root.Parse(args).InvokeAsync();

void Add(string name, string description, Func<int, Task> run)
{
    var command = new Command(name, description) { rounds };
    command.SetAction(async (result, _) => await run(result.GetValue(rounds)));
    root.Add(command);
}
