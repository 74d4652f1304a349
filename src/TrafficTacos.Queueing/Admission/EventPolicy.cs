using System.Buffers.Binary;

namespace TrafficTacos.Queueing.Admission;

/// <summary>The configured numbers of one event as the store uses them: times in microseconds, all as doubles, so that Lua and C#
/// calculate the same.</summary>
internal sealed class EventPolicy
{
    private readonly (double UpTo, double Wait)[] _minimumWaits;

    /// <param name="options">The numbers.</param>
    /// <param name="isKnown">Somebody configured the event; otherwise anybody may have invented it by joining.</param>
    /// <param name="isGuest">This process runs no events: whatever numbers the store has are in force, and never these.</param>
    public EventPolicy(EventOptions options, bool isKnown = true, bool isGuest = false)
    {
        IsKnown = isKnown;
        ConfigurationVersion = isGuest ? -1 : options.ConfigurationVersion;
        AdmissionsPerSecond = options.AdmissionsPerSecond;
        Burst = options.Burst;
        Overdraft = options.Overdraft;
        OverdraftPositions = options.OverdraftPositions;
        HeartbeatTimeout = options.HeartbeatTimeout.TotalMicroseconds;
        NoShowTimeout = options.NoShowTimeout.TotalMicroseconds;
        LeaveGrace = options.LeaveGrace.TotalMicroseconds;
        PassLifetime = options.PassLifetime.TotalMicroseconds;
        ClaimLease = options.ClaimLease.TotalMicroseconds;
        JournalLength = options.JournalLength;
        Retention = Math.Ceiling(options.Retention.TotalSeconds);
        HiddenGrace = options.HiddenGrace.TotalMicroseconds;
        ReadySilence = options.ReadySilence.TotalMicroseconds;
        TurnTime = options.TurnTime.TotalMicroseconds;
        TurnGuaranteed = options.TurnGuaranteed.TotalMicroseconds;
        PlaceMemory = options.PlaceMemory.TotalMicroseconds;
        RememberedPlaces = options.RememberedPlaces;
        RecoveryTime = options.RecoveryTime.TotalMicroseconds;
        AdmissionsPerUser = options.HasAdmissionsPerUser ? options.AdmissionsPerUser : -1;
        MaximumShoppers = options.MaximumShoppers;
        SessionLifetime = options.SessionLifetime.TotalMicroseconds;
        SessionMaximum = options.SessionMaximum.TotalMicroseconds;
        SlidingSession = options.SlidingSession ? 1 : 0;
        GatherAt = Microseconds(options.GatherAt);
        OpensAt = Microseconds(options.OpensAt);
        ClosesAt = Microseconds(options.ClosesAt);
        DrawAt = Microseconds(options.DrawAt);
        Order = (double)options.Order;
        Mode = (double)options.Mode;
        ExpectedVisit = options.ExpectedVisit.TotalMicroseconds;
        MinimumPollInterval = options.MinimumPollInterval;
        MaximumPollInterval = options.MaximumPollInterval;
        _minimumWaits = [.. options.GetMinimumWaits().Select(wait => (wait.UpToPosition ?? double.PositiveInfinity, wait.Wait.TotalMicroseconds))];
        Packed = Pack();
    }

    public bool IsKnown { get; }
    public double ConfigurationVersion { get; }
    public double AdmissionsPerSecond { get; }
    public double Burst { get; }
    public double Overdraft { get; }
    public double OverdraftPositions { get; }
    public double HeartbeatTimeout { get; }
    public double NoShowTimeout { get; }
    public double LeaveGrace { get; }
    public double PassLifetime { get; }
    public double JournalLength { get; }
    public double Retention { get; }
    public double HiddenGrace { get; }
    public double ReadySilence { get; }
    public double TurnTime { get; }
    public double TurnGuaranteed { get; }
    public double PlaceMemory { get; }
    public double RememberedPlaces { get; }
    public double RecoveryTime { get; }

    /// <summary>−1 if nobody set it: then it is 1 in a drawn event, and otherwise there is no limit.</summary>
    public double AdmissionsPerUser { get; }
    public double MaximumShoppers { get; }
    public double SessionLifetime { get; }
    public double SessionMaximum { get; }

    /// <summary>Only the estimate of this process depends on it.</summary>
    public double ExpectedVisit { get; }
    public double SlidingSession { get; }

    /// <summary>Microseconds since the Unix epoch, 0 for none; likewise the next three.</summary>
    public double GatherAt { get; }
    public double OpensAt { get; }
    public double ClosesAt { get; }
    public double DrawAt { get; }
    public double Order { get; }
    public double Mode { get; }

    /// <summary>Sent to lua/redeem.lua with each claim, so not packed.</summary>
    public double ClaimLease { get; }

    public TimeSpan MinimumPollInterval { get; }
    public TimeSpan MaximumPollInterval { get; }

    /// <summary>The minimum wait of the positions furthest back, which is the longest.</summary>
    public double LongestMinimumWait => _minimumWaits[^1].Wait;

    /// <summary>What lua/include/read_policy.lua unpacks, in its order.</summary>
    public byte[] Packed { get; }

    /// <summary>The least time a visitor at this position waits, in microseconds.</summary>
    public double MinimumWait(long position)
    {
        foreach (var (upTo, wait) in _minimumWaits)
        {
            if (position <= upTo)
                return wait;
        }

        return LongestMinimumWait;
    }

    /// <summary>Whole ones, as everything that is compared with it.</summary>
    private static double Microseconds(DateTimeOffset? time) => time is { } at ? (at - DateTimeOffset.UnixEpoch).Ticks / TimeSpan.TicksPerMicrosecond : 0;

    /// <summary>How many passes one user may spend in an event of this order, which an operator may have set; 0 for no limit.</summary>
    public double AdmissionsPerUserIn(QueueOrder order) => AdmissionsPerUser >= 0 ? AdmissionsPerUser : order == QueueOrder.Draw ? 1 : 0;

    private byte[] Pack()
    {
        double[] numbers =
        [
            ConfigurationVersion, AdmissionsPerSecond, Burst, Overdraft, OverdraftPositions, HeartbeatTimeout, NoShowTimeout, LeaveGrace, PassLifetime, JournalLength, Retention,
            HiddenGrace, ReadySilence, TurnTime, TurnGuaranteed, PlaceMemory, RememberedPlaces, IsKnown ? 1 : 0, RecoveryTime, AdmissionsPerUser,
            MaximumShoppers, SessionLifetime, SessionMaximum, SlidingSession, GatherAt, OpensAt, ClosesAt, DrawAt, Order, Mode,
            .. _minimumWaits.SelectMany(minimum => (double[])[minimum.UpTo, minimum.Wait]),
        ];
        var packed = new byte[numbers.Length * sizeof(double)];
        for (var i = 0; i < numbers.Length; i++)
            BinaryPrimitives.WriteDoubleLittleEndian(packed.AsSpan(i * sizeof(double)), numbers[i]);
        return packed;
    }
}
