namespace TrafficTacos.Queueing.Tests;

public sealed class WaitHistogramTests
{
    [Fact]
    public void Buckets_follow_one_another_without_a_gap()
    {
        for (var bucket = 0; bucket < WaitHistogram.Buckets - 1; bucket++)
        {
            var (start, end) = (WaitHistogram.StartOf(bucket), WaitHistogram.StartOf(bucket + 1));
            Assert.True(start < end);
            Assert.Equal((bucket, bucket, bucket + 1), (Of(start), Of(end - TimeSpan.FromMicroseconds(1)), Of(end)));
            if (bucket >= 16)
                Assert.InRange((end - start) / start, 0, 0.125);
        }

        Assert.Equal((0, WaitHistogram.Buckets - 1), (WaitHistogram.BucketOf(-5), WaitHistogram.BucketOf(long.MaxValue)));

        static int Of(TimeSpan wait) => WaitHistogram.BucketOf((long)wait.TotalMicroseconds);
    }

    [Fact]
    public void A_percentile_lies_where_that_share_is_reached()
    {
        var counts = new long[WaitHistogram.Buckets];
        Assert.Null(WaitHistogram.Percentile(counts, 0.5));
        counts[WaitHistogram.BucketOf(10_000_000)] = 100;
        Assert.InRange(WaitHistogram.Percentile(counts, 0.5)!.Value.TotalSeconds, 10, 11);
        counts[WaitHistogram.BucketOf(1000_000_000)] = 10;
        Assert.InRange(WaitHistogram.Percentile(counts, 0.9)!.Value.TotalSeconds, 10, 11);
        Assert.InRange(WaitHistogram.Percentile(counts, 0.95)!.Value.TotalSeconds, 960, 1125);
    }
}
