// The way through the queue, written against a client that was generated from a document and against nothing else.
// The arguments: which document, and where the application listens.
using var http = new HttpClient { BaseAddress = new Uri(args[1]) };
await (args[0] == "framework" ? FromFramework.Flow.RunAsync(http) : FromSwashbuckle.Flow.RunAsync(http));
