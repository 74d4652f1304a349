using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using TrafficTacos.Gateway.Host.Tests.Contract;

namespace TrafficTacos.Gateway.Host.Tests.Documentation;

/// <summary>The requests for editors: each is one that the gateway knows, with a body that can be read.</summary>
public sealed class HttpFileTests(DevelopmentHost endpoints) : IClassFixture<DevelopmentHost>
{
    public static TheoryData<string> Files { get; } = new(Names);

    private static string Folder => ProjectPath.Of(typeof(HttpFileTests).Assembly, "HttpFiles");

    private static IEnumerable<string> Names => Directory.GetFiles(Folder, "*.http").Select(file => Path.GetFileName(file)).Order(StringComparer.Ordinal);

    [Theory]
    [MemberData(nameof(Files))]
    public void Every_request_is_one_of_the_gateways(string file)
    {
        var text = File.ReadAllText(Path.Combine(Folder, file)).ReplaceLineEndings("\n");
        var values = Regex.Matches(text, "^@(\\w+) = (.+)$", RegexOptions.Multiline).ToDictionary(match => match.Groups[1].Value, match => match.Groups[2].Value, StringComparer.Ordinal);
        var requests = Regex.Split(text, "^###.*\n", RegexOptions.Multiline).Skip(1).ToList();
        Assert.NotEmpty(requests);
        foreach (var request in requests)
        {
            Assert.All(Regex.Matches(request, "{{(\\w+)}}"), name => Assert.Contains(name.Groups[1].Value, values.Keys));
            var parts = request.Trim().Split("\n\n", 2);
            var lines = parts[0].Split('\n');
            var call = Regex.Match(lines[0], "^(GET|POST|DELETE) {{host}}(/[^? ]*)(\\?token={{waiting_token}})?$");
            Assert.True(call.Success, lines[0]);
            Assert.True(IsKnown(call.Groups[1].Value, call.Groups[2].Value), lines[0]);
            Assert.All(lines[1..], header => Assert.Matches("^[A-Z][A-Za-z-]+: \\S", header));
            Assert.Equal(parts.Length == 2, lines.Contains("Content-Type: application/json", StringComparer.Ordinal));
            if (parts.Length == 2)
                Assert.IsType<JsonObject>(JsonNode.Parse(parts[1]));
        }
    }

    [Fact]
    public void There_are_files() => Assert.Equal(["accounts.http", "queue.http", "sale.http", "system.http"], Names);

    /// <summary>The document does not list itself.</summary>
    private bool IsKnown(string method, string path) =>
        path is "/openapi/v1.json"
        || endpoints.Document["paths"]!.AsObject().Any(known =>
            Regex.IsMatch(path, "^" + Regex.Replace(known.Key, "{\\w+}", "[^/]+") + "$") && known.Value!.AsObject().Any(one => string.Equals(one.Key, method, StringComparison.OrdinalIgnoreCase)));
}
