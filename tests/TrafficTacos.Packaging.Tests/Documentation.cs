using System.Text.RegularExpressions;

namespace TrafficTacos.Packaging.Tests;

/// <summary>A whole program that the documentation shows.</summary>
internal static partial class Documentation
{
    /// <summary>The first block of C# with a certain call in it.</summary>
    public static string Program(string markdown, string call) =>
        CodeBlock().Matches(markdown).Select(block => block.Groups["code"].Value).FirstOrDefault(code => code.Contains(call, StringComparison.Ordinal))
        ?? throw new InvalidOperationException($"No csharp block with '{call}' in:\n{markdown}");

    public static string Read(string path) => File.ReadAllText(Path.Combine(RepositoryCopy.Root, path));

    [GeneratedRegex(@"^```(csharp|cs|c#)\s*\n(?<code>.*?)^```", RegexOptions.Multiline | RegexOptions.Singleline | RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex CodeBlock();
}

/// <summary>A whole shop that the documentation shows, and what it says about itself: where the queue is, what it protects.</summary>
internal sealed partial class DocumentedShop
{
    private const string Whole = "WebApplication.Create";

    private DocumentedShop(string text)
    {
        Text = text;
        var protects = Protection().Match(text);
        Assert.True(protects.Success, $"This protects nothing with MapPost(path, …).RequireAdmission(policy):\n{text}");
        ProtectedPath = protects.Groups["path"].Value;
        var name = protects.Groups["policy"].Value;
        var policy = Policy().Matches(text).FirstOrDefault(policy => policy.Groups["policy"].Value == name);
        Assert.True(policy is not null, $"This has no AddPolicy(\"{name}\", event):\n{text}");
        EventId = policy.Groups["event"].Value;
        var prefix = QueuePrefix().Match(text);
        Prefix = prefix.Success ? prefix.Groups["prefix"].Value : "/queue";
    }

    public string Text { get; }

    public string ProtectedPath { get; }

    public string EventId { get; }

    public string Prefix { get; }

    public static DocumentedShop Sample() => new(Documentation.Read("samples/TrafficTacos.Samples.ProtectedShop/Program.cs"));

    /// <summary>The first whole shop in a text.</summary>
    public static DocumentedShop In(string markdown) => new(Documentation.Program(markdown, Whole));

    [GeneratedRegex(@"MapPost\(""(?<path>[^""]+)"".*?\.RequireAdmission\(""(?<policy>[^""]+)""\)", RegexOptions.Singleline | RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Protection();

    [GeneratedRegex(@"AddPolicy\(""(?<policy>[^""]+)"",\s*""(?<event>[^""]+)""\)", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Policy();

    [GeneratedRegex(@"MapWaitingRoom\(""(?<prefix>[^""]*)""", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex QueuePrefix();
}
