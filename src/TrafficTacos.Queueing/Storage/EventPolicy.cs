using System.Buffers.Binary;

namespace TrafficTacos.Queueing.Storage;

/// <summary>The configured numbers of one event, as the store uses them: times in microseconds, all as doubles, so that
/// Lua and C# calculate the same.</summary>
internal sealed class EventPolicy
{
    public EventPolicy(WaitingRoomOptions options)
    {
        Refill = options.RefillPerSecond;
        Capacity = options.Capacity;
        Overdraft = options.Overdraft;
        Bypass = options.Bypass;
        Near = options.NearPositions;
        Middle = options.MiddlePositions;
        NearWait = options.NearWait.TotalMicroseconds;
        MiddleWait = options.MiddleWait.TotalMicroseconds;
        FarWait = options.FarWait.TotalMicroseconds;
        Heartbeat = options.HeartbeatTime.TotalMicroseconds;
        HeadGrace = options.HeadGrace.TotalMicroseconds;
        SoftLeave = options.SoftLeaveTime.TotalMicroseconds;
        Pass = options.PassTime.TotalMicroseconds;
        ClaimLease = options.ClaimLease.TotalMicroseconds;
        Journal = options.JournalLength;
        Retention = Math.Ceiling(options.Retention.TotalSeconds);
        MinimumPoll = options.MinimumPoll;
        MaximumPoll = options.MaximumPoll;
        Packed = Pack();
    }

    public double Refill { get; }
    public double Capacity { get; }
    public double Overdraft { get; }
    public double Bypass { get; }
    public double Near { get; }
    public double Middle { get; }
    public double NearWait { get; }
    public double MiddleWait { get; }
    public double FarWait { get; }
    public double Heartbeat { get; }
    public double HeadGrace { get; }
    public double SoftLeave { get; }
    public double Pass { get; }
    public double Journal { get; }
    public double Retention { get; }

    /// <summary>Told to lua/redeem.lua with each claim, and so not packed.</summary>
    public double ClaimLease { get; }

    public TimeSpan MinimumPoll { get; }
    public TimeSpan MaximumPoll { get; }

    /// <summary>What lua/include/policy.lua unpacks, in its order.</summary>
    public byte[] Packed { get; }

    private byte[] Pack()
    {
        double[] numbers =
        [
            Refill, Capacity, Overdraft, Bypass, Near, Middle, NearWait, MiddleWait, FarWait,
            Heartbeat, HeadGrace, SoftLeave, Pass, Journal, Retention,
        ];
        var packed = new byte[numbers.Length * sizeof(double)];
        for (var i = 0; i < numbers.Length; i++)
            BinaryPrimitives.WriteDoubleLittleEndian(packed.AsSpan(i * sizeof(double)), numbers[i]);
        return packed;
    }
}
