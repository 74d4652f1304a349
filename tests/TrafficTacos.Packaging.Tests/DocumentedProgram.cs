using System.Text.RegularExpressions;

namespace TrafficTacos.Packaging.Tests;

/// <summary>A whole program that the documentation shows, and what it says about itself: where the queue is, what it protects.</summary>
internal sealed partial class DocumentedProgram
{
    private const string Whole = "WebApplication.Create";

    private DocumentedProgram(string text, string origin)
    {
        Text = text;
        var protects = Protection().Match(text);
        Assert.True(protects.Success, $"The program in {origin} protects nothing with MapPost(path, …).RequireAdmission(event).");
        ProtectedPath = protects.Groups["path"].Value;
        EventId = protects.Groups["event"].Value;
        var prefix = QueuePrefix().Match(text);
        Prefix = prefix.Success ? prefix.Groups["prefix"].Value : "/queue";
    }

    public string Text { get; }

    public string ProtectedPath { get; }

    public string EventId { get; }

    public string Prefix { get; }

    public static DocumentedProgram Sample()
    {
        const string path = "samples/TrafficTacos.Samples.ProtectedShop/Program.cs";
        return new(File.ReadAllText(Path.Combine(RepositoryCopy.Root, path)), path);
    }

    /// <summary>The first whole program in the README.</summary>
    public static DocumentedProgram QuickStart() => In(File.ReadAllText(Path.Combine(RepositoryCopy.Root, "README.md")), "README.md");

    public static DocumentedProgram In(string markdown, string origin)
    {
        var program = CodeBlock().Matches(markdown).Select(block => block.Groups["code"].Value)
            .FirstOrDefault(code => code.Contains(Whole, StringComparison.Ordinal));
        Assert.True(program is not null, $"{origin} shows no whole program: a csharp block with {Whole}….");
        return new(program!, origin);
    }

    [GeneratedRegex(@"^```(csharp|cs|c#)\s*\n(?<code>.*?)^```", RegexOptions.Multiline | RegexOptions.Singleline | RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex CodeBlock();

    [GeneratedRegex(@"MapPost\(""(?<path>[^""]+)"".*?\.RequireAdmission\(""(?<event>[^""]+)""\)", RegexOptions.Singleline | RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Protection();

    [GeneratedRegex(@"MapWaitingRoom\(""(?<prefix>[^""]*)""", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex QueuePrefix();
}
