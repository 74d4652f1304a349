using FsCheck;
using FsCheck.Fluent;
using TrafficTacos.Queueing.Draw;

namespace TrafficTacos.Queueing.Tests.Draw;

public sealed class LeafListTests
{
    [Fact]
    public void The_list_is_the_same_in_whatever_order_they_came_and_every_leaf_is_found() =>
        Prop.ForAll(Gen.Choose(0, 300).SelectMany(count => Gen.Choose(0, 9_999).ArrayOf(count)).ToArbitrary(), numbers =>
        {
            // Some begin with the same eight bytes, by which they are sorted first.
            byte[][] leaves = [.. numbers.Distinct().Select(number =>
            {
                var leaf = SampleDraw.Leaf(number);
                if (number % 2 == 0)
                    leaf.AsSpan(0, 8 + number % 20).Fill((byte)(number % 3));
                return leaf;
            })];
            var list = LeafList.Sort(leaves.SelectMany(leaf => leaf).ToArray());
            Assert.Equal(leaves.Select(leaf => DrawText.Hex(leaf)).Order(StringComparer.Ordinal), Enumerable.Range(0, list.Count).Select(i => DrawText.Hex(list[i])));
            Assert.Equal(list.Bytes.ToArray(), LeafList.Sort(leaves.Reverse().SelectMany(leaf => leaf).ToArray()).Bytes.ToArray());
            Assert.All(leaves, leaf => Assert.Equal(leaf, list[list.IndexOf(leaf)]));
            Assert.Equal(-1, list.IndexOf(SampleDraw.Leaf(10_001)));
        }).Check(Config.QuickThrowOnFailure.WithMaxTest(200));

    [Fact]
    public void What_is_no_list_is_refused()
    {
        var two = SampleDraw.Leaves(2).Bytes.ToArray();
        Assert.Contains("63 bytes", Refused(two[..63]), StringComparison.Ordinal);
        Assert.Contains("Leaf 2", Refused([.. two[32..], .. two[..32]]), StringComparison.Ordinal);
        Assert.Contains("Leaf 3", Refused([.. two, .. two[32..]]), StringComparison.Ordinal);
        Assert.Throws<FormatException>(() => LeafList.Sort([.. two, .. two]));
        Assert.Contains("at most", Refused(new byte[(LeafList.MaxCount + 1) * DrawLeaf.Size]), StringComparison.Ordinal);
        Assert.Equal(0, LeafList.Read([]).Count);
    }

    private static string Refused(byte[] file) => Assert.Throws<FormatException>(() => LeafList.Read(file)).Message;
}
