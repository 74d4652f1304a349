using System.Text;
using TrafficTacos.Queueing.Draw;
using Xunit;

namespace TrafficTacos.Testing;

/// <summary>Recomputes a draw from what a shop published.</summary>
internal sealed class DrawAudit
{
    private readonly DrawPapers _papers;
    private readonly LeafList _leaves;

    public DrawAudit(string papers, byte[] leaves) => (_papers, _leaves) = (DrawPapers.Read(Encoding.UTF8.GetBytes(papers)), LeafList.Read(leaves));

    public string? Seed => _papers.Seed is { } seed ? DrawText.Hex(seed) : null;

    /// <summary>The number of a visitor, from the answer they got, when everything that can be checked holds.</summary>
    public int NumberOf(string answer)
    {
        var mine = OwnDraw.Read(Encoding.UTF8.GetBytes(answer));
        var check = DrawCheck.Of(_papers, _leaves, mine);
        Assert.Contains(check.Findings, finding => finding is { Check: "mine.draw_number", Holds: true });
        Assert.All(check.Findings, finding => Assert.True(finding.Holds is not false, $"{finding.Check}: {finding.Detail}"));
        return check.Ranks!.Numbers[_leaves.IndexOf(mine.Leaf)];
    }
}
