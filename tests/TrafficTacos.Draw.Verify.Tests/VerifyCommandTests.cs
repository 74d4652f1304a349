using System.Text.Json;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;
using TrafficTacos.Queueing.Draw;
using TrafficTacos.Testing;

namespace TrafficTacos.Draw.Verify.Tests;

/// <summary>The program, as somebody calls it in a terminal.</summary>
public sealed class VerifyCommandTests : IDisposable
{
    private const int Count = 100;

    private readonly string _folder = Directory.CreateTempSubdirectory("traffictacos-draw-").FullName;

    public VerifyCommandTests()
    {
        File.WriteAllBytes(PathOf("papers"), SampleDraw.Papers(Count).Write());
        File.WriteAllBytes(PathOf("leaves"), SampleDraw.Leaves(Count).Bytes.ToArray());
        File.WriteAllBytes(PathOf("mine"), SampleDraw.MineJson(Count, 5));
    }

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public async Task A_true_draw_is_0_and_says_what_it_cannot_prove()
    {
        var (code, output, errors) = await RunAsync(PathOf("papers"), PathOf("leaves"), "--mine", PathOf("mine"));
        Assert.Equal(0, code);
        Assert.Empty(errors);
        Assert.Contains("all 100 numbers follow", output, StringComparison.Ordinal);
        Assert.Contains("nobody invented people", output, StringComparison.Ordinal);
        Assert.Contains("not checked    signature", output, StringComparison.Ordinal);
        Assert.DoesNotContain("DOES NOT HOLD", output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_exchanged_leaf_is_1()
    {
        var leaves = File.ReadAllBytes(PathOf("leaves"));
        leaves[^1] ^= 1;
        File.WriteAllBytes(PathOf("leaves"), leaves);
        var (code, output, _) = await RunAsync(PathOf("papers"), PathOf("leaves"), "--json");
        Assert.Equal(1, code);
        var json = JsonDocument.Parse(output).RootElement;
        Assert.False(json.GetProperty("holds").GetBoolean());
        Assert.Equal(["root"], json.GetProperty("findings").EnumerateArray().Where(finding => finding.GetProperty("holds").ValueKind == JsonValueKind.False).Select(finding => finding.GetProperty("check").GetString()));
    }

    [Fact]
    public async Task Numbers_are_written_in_order()
    {
        var (code, _, _) = await RunAsync(PathOf("papers"), PathOf("leaves"), "--numbers", PathOf("numbers.csv"));
        Assert.Equal(0, code);
        var lines = await File.ReadAllLinesAsync(PathOf("numbers.csv"));
        var (leaves, ranks) = (SampleDraw.Leaves(Count), DrawRanks.Of(SampleDraw.Papers(Count).Seed, SampleDraw.Leaves(Count)));
        Assert.Equal("number,leaf,rank", lines[0]);
        Assert.Equal(
            Enumerable.Range(0, Count).OrderBy(i => ranks.Numbers[i]).Select(i => FormattableString.Invariant($"{ranks.Numbers[i]},{DrawText.Hex(leaves[i])},{ranks.Ranks[i]:0}")), lines[1..]);
    }

    [Fact]
    public async Task A_draw_by_a_secret_says_who_could_have_known()
    {
        var whole = SampleDraw.Papers(Count);
        var announced = whole with { State = PapersState.Announced, States = [whole.States[0]], Entries = null, Root = null, Beacon = null, Seed = null };
        File.WriteAllBytes(PathOf("papers"), (announced with { Announcement = SampleDraw.BySecret, AnnouncementHash = SampleDraw.BySecret.Hash() }).Write());
        var (code, output, _) = await RunAsync(PathOf("papers"));
        Assert.Equal(0, code);
        Assert.Contains("cannot be verified against the operator", output, StringComparison.Ordinal);
        Assert.Contains("numbers were not computed", output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Addresses_are_read_too()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        await using var server = builder.Build();
        server.MapGet("/{name}", (string name) => File.Exists(PathOf(name)) ? Results.File(PathOf(name)) : Results.NotFound());
        await server.StartAsync();
        var address = server.Urls.Single();
        Assert.Equal(0, (await RunAsync(address + "/papers", address + "/leaves", "--mine", address + "/mine")).Code);
        var (code, _, errors) = await RunAsync(address + "/nothing");
        Assert.Equal(2, code);
        Assert.Contains("answered with 404", errors, StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_cannot_be_used_is_2_with_the_reason()
    {
        await RefusedAsync("missing", PathOf("missing"));
        await RefusedAsync("cannot be read", PathOf("leaves"));
        await RefusedAsync("ascending order", PathOf("papers"), Written("unsorted", [.. SampleDraw.Leaves(Count).Bytes.ToArray().Reverse()]));
        await RefusedAsync("32 bytes for each", PathOf("papers"), Written("short", new byte[31]));
        await RefusedAsync("more than", Written("large", new byte[DrawPapers.MaxSize + 1]));
        await RefusedAsync("answer to a visitor", PathOf("papers"), PathOf("leaves"), "--mine", PathOf("papers"));
        await RefusedAsync("--numbers needs", PathOf("papers"), "--numbers", PathOf("numbers.csv"));
        await RefusedAsync("--help");
        await RefusedAsync("--wrong", PathOf("papers"), "--wrong");
    }

    [Fact]
    public async Task Help_names_the_options_and_exit_codes()
    {
        var (code, output, _) = await RunAsync("--help");
        Assert.Equal(0, code);
        foreach (var word in (string[])["papers", "leaves", "--mine", "--numbers", "--json", "Exit codes"])
            Assert.Contains(word, output, StringComparison.Ordinal);
    }

    private static async Task RefusedAsync(string reason, params string[] arguments)
    {
        var (code, output, errors) = await RunAsync(arguments);
        Assert.Equal(2, code);
        Assert.Empty(output);
        Assert.Contains(reason, errors, StringComparison.Ordinal);
    }

    private static async Task<(int Code, string Output, string Errors)> RunAsync(params string[] arguments)
    {
        using var output = new StringWriter();
        using var errors = new StringWriter();
        return (await VerifyCommand.InvokeAsync(arguments, output, errors), output.ToString(), errors.ToString());
    }

    private string Written(string name, byte[] content)
    {
        File.WriteAllBytes(PathOf(name), content);
        return PathOf(name);
    }

    private string PathOf(string name) => Path.Combine(_folder, name);
}
