using System.Buffers.Binary;
using System.Globalization;
using StackExchange.Redis;
using TrafficTacos.Queueing.Estimation;

namespace TrafficTacos.Queueing.Storage.Redis;

/// <summary>Reads each script's reply as the script's header lists it.</summary>
internal static class RedisReplies
{
    public static JoinReply[] Join(RedisResult reply)
    {
        var numbers = Packed(reply);
        var joined = new JoinReply[numbers.Length / 4];
        for (var i = 0; i < joined.Length; i++)
            joined[i] = new JoinReply(
                numbers[2 + 4 * i] == 1,
                (long)numbers[3 + 4 * i],
                (long)numbers[4 + 4 * i],
                (long)numbers[0],
                (PlaceState)(int)numbers[5 + 4 * i],
                (long)numbers[1]);
        return joined;
    }

    public static StatusReply[] Status(RedisResult reply)
    {
        const int header = 4;
        var numbers = Packed(reply);
        var statuses = new StatusReply[(numbers.Length - header) / 3];
        for (var i = 0; i < statuses.Length; i++)
        {
            statuses[i] = new StatusReply(
                (long)numbers[0], (long)numbers[1], numbers[2] == 1, (long)numbers[3],
                (PlaceState)(int)numbers[header + 3 * i], (long)numbers[header + 3 * i + 1], (long)numbers[header + 3 * i + 2]);
        }

        return statuses;
    }

    public static EnterReply Enter(RedisResult reply) => (EnterCode)(int)reply[0] switch
    {
        EnterCode.Granted => new EnterReply(EnterCode.Granted, (long)reply[1], Waited: (long)reply[2]),
        EnterCode.NotReady => new EnterReply(
            EnterCode.NotReady, 0, (long)reply[1], (long)reply[2], (long)reply[3], (long)reply[4] == 1),
        var other => new EnterReply(other),
    };

    public static MaintenanceReply Maintenance(RedisResult reply)
    {
        var snapshot = new EventSnapshot(
            Now: (long)reply[1],
            Length: (long)reply[2],
            Level: (long)reply[3],
            AdmissionsPerSecond: Number(reply[4]),
            Burst: Number(reply[5]),
            Paused: (long)reply[6] == 1,
            FirstJoin: (long)reply[7],
            Admissions: Windows(reply, 8),
            Abandoned: Windows(reply, 11),
            NoShows: Windows(reply, 14),
            NeverPolled: Windows(reply, 17),
            Settled: (long)reply[20],
            Silent: (long)reply[21],
            Remembered: (long)reply[22],
            Admitted: (long)reply[23]);
        var reclaimed = new ReclaimedCounts((long)reply[24], (long)reply[25], (long)reply[26], (long)reply[27], (long)reply[28]);
        return new MaintenanceReply((long)reply[0] == 1, snapshot, reclaimed, (string)reply[29]!, (long)reply[30] == 1);
    }

    public static EventSettings Settings(RedisResult reply) =>
        new() { AdmissionsPerSecond = Number(reply[0]), Burst = (int)Number(reply[1]), Paused = (int)reply[2] == 1 };

    public static BindReply Bind(RedisResult reply) => new((long)reply[0] == 1, (long)reply[1]);

    private static RateWindows Windows(RedisResult reply, int at) => new((long)reply[at], (long)reply[at + 1], (long)reply[at + 2]);

    /// <summary>Little-endian doubles, as <c>struct.pack</c> writes them: one reply, whatever the size of the batch.</summary>
    private static double[] Packed(RedisResult reply)
    {
        var bytes = (byte[])reply!;
        var numbers = new double[bytes.Length / sizeof(double)];
        for (var i = 0; i < numbers.Length; i++)
            numbers[i] = BinaryPrimitives.ReadDoubleLittleEndian(bytes.AsSpan(i * sizeof(double)));
        return numbers;
    }

    private static double Number(RedisResult text) => double.Parse((string)text!, CultureInfo.InvariantCulture);
}
