using System.Diagnostics;
using System.Security.Cryptography;
using FsCheck;
using FsCheck.Fluent;
using TrafficTacos.Queueing.Draw;

namespace TrafficTacos.Queueing.Tests.Draw;

/// <summary>The tree against the definition in RFC 6962, which splits from the top.</summary>
public sealed class MerkleTreeTests
{
    [Fact]
    public void Every_tree_is_that_of_the_definition_and_every_path_proves_one_place_only() =>
        Prop.ForAll(Gen.Choose(1, 130).ToArbitrary(), count =>
        {
            var leaves = SampleDraw.Leaves(count);
            var tree = new MerkleTree(leaves);
            Assert.Equal(Defined(leaves, 0, count), tree.Root);
            for (var i = 0; i < count; i++)
            {
                var path = tree.PathOf(i);
                Assert.True(MerkleTree.Verify(leaves[i], i, count, path, tree.Root));
                Assert.False(MerkleTree.Verify(SampleDraw.Leaf(500), i, count, path, tree.Root));
                Assert.False(MerkleTree.Verify(leaves[i], (i + 1) % count, count, path, tree.Root) && count > 1);
                Assert.False(MerkleTree.Verify(leaves[i], i, count, [.. path, tree.Root], tree.Root));
                if (path.Count > 0)
                    Assert.False(MerkleTree.Verify(leaves[i], i, count, [.. path.Skip(1)], tree.Root));
            }

            Assert.False(MerkleTree.Verify(leaves[0], -1, count, tree.PathOf(0), tree.Root));
            Assert.False(MerkleTree.Verify(leaves[0], count, count, tree.PathOf(0), tree.Root));
        }).Check(Config.QuickThrowOnFailure.WithMaxTest(60));

    [Fact]
    public void A_path_outside_the_list_is_a_mistake_of_the_caller()
    {
        Assert.Throws<ArgumentOutOfRangeException>(() => new MerkleTree(SampleDraw.Leaves(3)).PathOf(3));
        Assert.Throws<ArgumentOutOfRangeException>(() => new MerkleTree(SampleDraw.Leaves(0)).PathOf(0));
    }

    [Fact]
    public void Three_hundred_thousand_take_less_than_the_time_between_root_and_numbers()
    {
        const int Count = 300_000;
        var bytes = new byte[Count * DrawLeaf.Size];
        new Random(1).NextBytes(bytes);
        var started = Process.GetCurrentProcess().TotalProcessorTime;
        var leaves = LeafList.Sort(bytes);
        var root = new MerkleTree(leaves).Root;
        var ranks = DrawRanks.Of(root, leaves);
        var used = Process.GetCurrentProcess().TotalProcessorTime - started;
        Assert.Equal(Count, ranks.Count);
        Assert.True(used < TimeSpan.FromSeconds(3), $"{used.TotalMilliseconds:0} ms of processor time");
    }

    private static byte[] Defined(LeafList leaves, int first, int count)
    {
        if (count == 1)
            return SHA256.HashData([0, .. leaves[first]]);
        var left = 1;
        while (left * 2 < count)
            left *= 2;
        return SHA256.HashData([1, .. Defined(leaves, first, left), .. Defined(leaves, first + left, count - left)]);
    }
}
