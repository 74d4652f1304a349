using System.Buffers.Binary;
using System.Security.Cryptography;
using TrafficTacos.Queueing.Draw;

namespace TrafficTacos.Queueing.Tests.Draw;

/// <summary>What everybody must compute. The numbers come from a program in Python that was written from docs/draw.md: they never change.</summary>
public sealed class DrawVectorTests
{
    [Fact]
    public void Announcements_have_these_hashes()
    {
        Assert.Equal(552, SampleDraw.ByBeacon.CanonicalBytes().Length);
        Assert.Equal("848abead39e4e6ff446e1ad045083284a1f6d5f1db796992c47b100411390d72", DrawText.Hex(SampleDraw.ByBeacon.Hash()));
        Assert.Equal("4399264be2590fbae7f1ac1c42d133494b33d8f1e5a3af5b6c52b5b3531b8b42", DrawText.Hex(SampleDraw.BySecret.Hash()));
    }

    [Fact]
    public void A_visitor_has_this_salt_and_leaf()
    {
        var salt = new byte[DrawLeaf.SaltSize];
        DrawLeaf.WriteSalt(SampleDraw.Key, SampleDraw.Generation, new EntryId(UInt128.Zero), salt);
        Assert.Equal("0d727a0b03b0f4d1d65c1458f6d174b3", DrawText.Hex(salt));
        Assert.Equal("0684341cf22d17789faa690fb51f9b87b38a27dab5892b488a77882f1b88fb6d", DrawText.Hex(SampleDraw.Leaf(0)));
    }

    [Theory]
    [InlineData(0, "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855")]
    [InlineData(1, "72035516b18ed72054156009f818a25f5d417279644fb42f31f439ba92c8201a")]
    [InlineData(2, "2f0017d33c41b3ca32648414c13e1246fecc7a45beeb5149dfa6395946e22e3f")]
    [InlineData(3, "14acc5e543be17fe261116503ed0c7289a556db3f663def81a507127e5325a37")]
    [InlineData(5, "e3d9c1200963823d26312a019895a5d85e08a6aa31b85243ba99f822ca4ce361")]
    [InlineData(7, "e465ff26421494dbfcfe2ccced7faeb05ac6780d5f34b11a3e208010fd03bba2")]
    [InlineData(8, "41a2a3180852ee5dfa3f7c7d2337d01953d384cdb1e4bc7be1c93271d2e029eb")]
    [InlineData(1000, "f607db36ca79209273144ac54b1a2fefbc7e7a06fce82354e69cb8414cf1816b")]
    public void So_many_visitors_have_this_root(int count, string root) =>
        Assert.Equal(root, DrawText.Hex(new MerkleTree(SampleDraw.Leaves(count)).Root));

    [Fact]
    public void A_leaf_has_this_path() => Assert.Equal(
        [
            "3e476e5d95b7d250a98d0ff5268398d8fb561eeef41c1ee1ff420c2686508f8d",
            "d63fc0263d27adec05bde227985857c3bbf48ecb84d4616da5c22ee7ae6cfb86",
            "ad0991c411165aa47a749c2cf456c250b5bd70942b905c02e9b480ff89b4b36b",
        ], new MerkleTree(SampleDraw.Leaves(5)).PathOf(3).Select(hash => DrawText.Hex(hash)));

    [Fact]
    public void A_beacon_and_a_secret_give_these_seeds()
    {
        var root = new MerkleTree(SampleDraw.Leaves(1000)).Root;
        var randomness = SHA256.HashData(SampleDraw.Signature);
        Assert.Equal("fe290beca10872ef2fb164d2aa4442de4566183ec51c56ff3cd603d930e54fdd", DrawText.Hex(randomness));
        Assert.Equal("47f43a025193f2ae354c869cf16d64844feb4aa77bc0ce07f545c79f49bdaa10", DrawText.Hex(DrawSeed.Of(SampleDraw.ByBeacon.Hash(), root, randomness)));
        Assert.Equal("36f92b8a0869f7db8c557e1af01b2ba27c18bb92321a2a1cc78f44cd0e073fc2", DrawText.Hex(DrawSeed.Of(SampleDraw.BySecret.Hash(), root, SampleDraw.Secret)));
    }

    [Fact]
    public void Visitors_have_these_ranks_and_numbers()
    {
        // The script that made the vectors counts from −2^52.
        const double Values = 1L << 52;
        var leaves = SampleDraw.Leaves(1000);
        var ranks = DrawRanks.Of(SampleDraw.Papers(1000).Seed, leaves);
        Assert.Equal((783, -920_061_361_575_149d), Of(0));
        Assert.Equal((151, -3_761_157_771_555_077d), Of(1));
        Assert.Equal((902, -397_328_740_902_236d), Of(500));
        Assert.Equal((684, -1_363_551_740_706_018d), Of(999));

        var (numbers, values) = (new byte[4000], new byte[8000]);
        for (var i = 0; i < 1000; i++)
        {
            BinaryPrimitives.WriteInt32BigEndian(numbers.AsSpan(i * 4), ranks.Numbers[i]);
            BinaryPrimitives.WriteDoubleBigEndian(values.AsSpan(i * 8), ranks.Ranks[i] + Values);
        }

        Assert.Equal("040abd4ec11686effe7052ccfbaea0d2762f86d52ee7d204c9787a8fc0ace810", DrawText.Hex(SHA256.HashData(numbers)));
        Assert.Equal("5b18792877281d0e23cbdcab953b8298a88ffb602311734c1da4930f785ec2db", DrawText.Hex(SHA256.HashData(values)));

        (int, double) Of(int visitor)
        {
            var index = leaves.IndexOf(SampleDraw.Leaf(visitor));
            return (ranks.Numbers[index], ranks.Ranks[index] + Values);
        }
    }
}
