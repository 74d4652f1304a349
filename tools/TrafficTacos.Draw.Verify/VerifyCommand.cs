using System.CommandLine;
using TrafficTacos.Queueing.Draw;

namespace TrafficTacos.Draw.Verify;

/// <summary>The command line. Exit codes: 0 everything that was checked holds, 1 something does not, 2 the input cannot be used.</summary>
internal static class VerifyCommand
{
    public const int Holds = 0;
    public const int DoesNotHold = 1;
    public const int InvalidInput = 2;

    private const int MaxAnswer = 1 << 16;

    public static async Task<int> InvokeAsync(string[] arguments, TextWriter output, TextWriter errors)
    {
        var papers = new Argument<string>("papers") { Description = "The papers of the draw: a file, or an address of http or https." };
        var leaves = new Argument<string?>("leaves") { Description = "The list of leaves: a file or an address. Without it the numbers are not computed.", Arity = ArgumentArity.ZeroOrOne };
        var mine = new Option<string?>("--mine") { Description = "What one visitor was told: the answer of GET /queue/draw?token=, a file or an address.", HelpName = "SOURCE" };
        var numbers = new Option<FileInfo?>("--numbers") { Description = "Write every number and leaf to this file, as CSV.", HelpName = "FILE" };
        var json = new Option<bool>("--json") { Description = "Print the result as JSON." };
        var command = new RootCommand("Recomputes a draw from its public papers: the announcement's hash, the root, the seed and every number.\nExit codes: 0 all that was checked holds, 1 something does not, 2 the input cannot be used.")
        {
            papers, leaves, mine, numbers, json,
        };
        command.SetAction((parsed, cancellationToken) => RunAsync(
            new(parsed.GetValue(papers)!, parsed.GetValue(leaves), parsed.GetValue(mine), parsed.GetValue(numbers), parsed.GetValue(json)), output, errors, cancellationToken));
        var parsed = command.Parse(arguments);
        if (parsed.Errors.Count == 0)
            return await parsed.InvokeAsync(new InvocationConfiguration { Output = output, Error = errors });
        foreach (var error in parsed.Errors)
            await errors.WriteLineAsync("verify-draw: " + error.Message);
        await errors.WriteLineAsync("verify-draw --help lists the options.");
        return InvalidInput;
    }

    private static async Task<int> RunAsync(Input input, TextWriter output, TextWriter errors, CancellationToken cancellationToken)
    {
        try
        {
            using var source = new Source();
            var papers = DrawPapers.Read(await source.ReadAsync(input.Papers, DrawPapers.MaxSize, cancellationToken));
            var leaves = input.Leaves is null ? null : LeafList.Read(await source.ReadAsync(input.Leaves, LeafList.MaxCount * DrawLeaf.Size, cancellationToken));
            var mine = input.Mine is null ? null : OwnDraw.Read(await source.ReadAsync(input.Mine, MaxAnswer, cancellationToken));
            var check = DrawCheck.Of(papers, leaves, mine);
            if (input.Numbers is not null)
                await WriteNumbersAsync(input.Numbers, check, leaves, cancellationToken);
            await output.WriteLineAsync(input.Json ? Report.Json(papers, check) : Report.Text(papers, check));
            return check.Findings.Any(finding => finding.Holds == false) ? DoesNotHold : Holds;
        }
        catch (Exception error) when (error is FormatException or IOException or UnauthorizedAccessException or HttpRequestException or TaskCanceledException)
        {
            await errors.WriteLineAsync("verify-draw: " + error.Message);
            return InvalidInput;
        }
    }

    private static async Task WriteNumbersAsync(FileInfo file, DrawCheck check, LeafList? leaves, CancellationToken cancellationToken)
    {
        if (check.Ranks is not { } ranks || leaves is null)
            throw new FormatException("--numbers needs the leaves of a draw that has its seed.");
        var order = new int[ranks.Count];
        for (var i = 0; i < order.Length; i++)
            order[ranks.Numbers[i] - 1] = i;
        await using var writer = new StreamWriter(file.FullName);
        await writer.WriteLineAsync("number,leaf,rank");
        foreach (var i in order)
            await writer.WriteLineAsync(FormattableString.Invariant($"{ranks.Numbers[i]},{DrawText.Hex(leaves[i])},{ranks.Ranks[i]:0}").AsMemory(), cancellationToken);
    }

    private sealed record Input(string Papers, string? Leaves, string? Mine, FileInfo? Numbers, bool Json);
}
