using System.Buffers.Binary;
using System.Globalization;
using StackExchange.Redis;
using TrafficTacos.Queueing.Admission;
using TrafficTacos.Queueing.Estimation;
using TrafficTacos.Queueing.Tokens;

namespace TrafficTacos.Queueing.Storage.Redis;

/// <summary>Reads each script's reply as the script's header lists it.</summary>
internal static class RedisReplies
{
    public static (long Mark, JoinReply[] Replies) Join(RedisResult reply, int count)
    {
        const int header = 5;
        var bytes = (ReadOnlySpan<byte>)(byte[])reply!;
        var end = Generation.Size + (header + 5 * count) * sizeof(double);
        var (generation, numbers) = Packed(bytes[..end]);
        var elsewhere = bytes[end..];
        var joined = new JoinReply[count];
        for (var i = 0; i < joined.Length; i++)
        {
            var at = header + 5 * i;
            var created = (int)numbers[at];
            EntryId? entry = null;
            if (created >= 2)
            {
                entry = EntryId.Read(elsewhere[..EntryId.Size]);
                elsewhere = elsewhere[EntryId.Size..];
            }

            joined[i] = new JoinReply(
                created % 2 == 1, (long)numbers[at + 1], (long)numbers[at + 2], (long)numbers[1], (PlaceState)(int)numbers[at + 3], (long)numbers[2],
                (EventMode)(int)numbers[3], generation, (long)numbers[at + 4], entry, PhaseOf(numbers[4]), IsUndrawn(numbers[4]));
        }

        return ((long)numbers[0], joined);
    }

    /// <summary>And whether the place of a visitor who has none may be lost.</summary>
    public static (StatusReply Status, LossHint Hint)[] Status(RedisResult reply)
    {
        const int header = 8;
        var (generation, numbers) = Packed((byte[])reply!);
        var hint = new LossHint(generation, (long)numbers[4], new StoreLoss(0, (long)numbers[5], (long)numbers[6], false));
        var statuses = new (StatusReply, LossHint)[(numbers.Length - header) / 4];
        for (var i = 0; i < statuses.Length; i++)
        {
            var at = header + 4 * i;
            statuses[i] = (
                new StatusReply(
                    (long)numbers[0], (long)numbers[1], (EventMode)(int)numbers[2], (long)numbers[3],
                    (PlaceState)(int)numbers[at], (long)numbers[at + 1], (long)numbers[at + 2], generation, (long)numbers[at + 3],
                    PhaseOf(numbers[7]), IsUndrawn(numbers[7]), numbers[7] >= 16),
                hint);
        }

        return statuses;
    }

    public static EnterReply Enter(RedisResult reply, UInt128 user) => (EnterCode)(int)reply[2] switch
    {
        EnterCode.Granted => new EnterReply(
            EnterCode.Granted,
            (long)reply[3],
            Waited: (long)reply[4],
            Pass: new PassProof(GenerationOf(reply[1]), (long)reply[5], (long)reply[6], BinaryPrimitives.ReadUInt64BigEndian((byte[])reply[7]!), user)),
        EnterCode.NotReady => new EnterReply(
            EnterCode.NotReady, 0, (long)reply[3], (long)reply[4], (long)reply[5], (EventMode)(int)reply[6], Phase: (EventPhase)(int)reply[7]),
        var other => new EnterReply(other),
    };

    public static PassReply? FoundPass(RedisResult reply) => (int)reply[2] switch
    {
        0 => null,
        1 => new PassReply(
            new PassProof(
                GenerationOf(reply[1]), (long)reply[4], (long)reply[5], BinaryPrimitives.ReadUInt64BigEndian((byte[])reply[6]!), BinaryPrimitives.ReadUInt128BigEndian((byte[])reply[7]!)),
            (long)reply[3]),
        _ => PassReply.Of(SessionOf(reply)),
    };

    public static OpenReply Opened(RedisResult reply) => (OpenCode)(int)reply[2] is OpenCode.Opened
        ? new OpenReply(OpenCode.Opened, SessionOf(reply))
        : new OpenReply((OpenCode)(int)reply[2]);

    public static SessionReply Session(RedisResult reply) => (SessionCode)(int)reply[2] is SessionCode.Over
        ? new SessionReply(SessionCode.Over)
        : new SessionReply((SessionCode)(int)reply[2], (long)reply[5], SessionOf(reply));

    /// <summary>The gateway's new mark and the event's generation, with which every reply to a caller begins.</summary>
    public static (long Mark, Generation Generation) Caller(RedisResult reply) => ((long)reply[0], GenerationOf(reply[1]));

    public static MaintenanceReply Maintenance(RedisResult reply)
    {
        var (mode, phase) = ((EventMode)(int)reply[8], (double)(long)reply[37]);
        var numbers = new EventNumbers(
            Number(reply[6]), Number(reply[7]), mode, (long)reply[44], (long)reply[39], (long)reply[40], (long)reply[41], (long)reply[42],
            (QueueOrder)(int)reply[43], (string)reply[45]!);
        var snapshot = new EventSnapshot(
            Now: (long)reply[3],
            Length: (long)reply[4],
            Level: (long)reply[5],
            AdmissionsPerSecond: Number(reply[6]),
            Burst: Number(reply[7]),
            Paused: mode is EventMode.Paused or EventMode.Maintenance or EventMode.Recovering,
            FirstJoin: (long)reply[9],
            Admissions: Windows(reply, 10),
            Abandoned: Windows(reply, 13),
            NoShows: Windows(reply, 16),
            NeverPolled: Windows(reply, 19),
            Settled: (long)reply[22],
            Silent: (long)reply[23],
            Remembered: (long)reply[24],
            Admitted: (long)reply[25],
            Seats: (long)reply[46],
            Service: (long)reply[47],
            Conditions: new EventConditions(numbers, PhaseOf(phase), IsUndrawn(phase), (long)reply[38]));
        var reclaimed = new ReclaimedCounts((long)reply[26], (long)reply[27], (long)reply[28], (long)reply[29], (long)reply[30]);
        return new MaintenanceReply(
            (long)reply[2] == 1, snapshot, reclaimed, (string)reply[31]!, (long)reply[32] == 1,
            new StoreLoss((long)reply[33], (long)reply[34], (long)reply[35], (long)reply[36] == 1));
    }

    public static QueueSample Sample(RedisResult reply)
    {
        var numbers = Doubles((byte[])reply!);
        return new QueueSample(
            (long)numbers[0], (long)numbers[1], (long)numbers[2], (long)numbers[3], (long)numbers[4], (EventMode)(int)numbers[5],
            PhaseOf(numbers[6]), IsUndrawn(numbers[6]), (int)numbers[6] / 16 == 1, numbers[7..]);
    }

    public static SettingsReply Settings(RedisResult reply)
    {
        var numbers = new EventNumbers(
            Number(reply[2]), Number(reply[3]), (EventMode)(int)reply[4], (long)reply[5], (long)reply[6], (long)reply[7], (long)reply[8], (long)reply[9],
            (QueueOrder)(int)reply[10], (string)reply[11]!);
        var changed = ((string)reply[12]!).Split(' ', StringSplitOptions.RemoveEmptyEntries);
        return new SettingsReply(SettingValues.ToSettings(numbers, changed), new SettingFault((string)reply[0]!, (long)reply[1]));
    }

    public static BindReply Bind(RedisResult reply) => new((long)reply[0] == 1, (long)reply[1]);

    /// <summary>What lua/include/session.lua tells.</summary>
    private static SessionProof SessionOf(RedisResult reply) => new(
        GenerationOf(reply[1]),
        BinaryPrimitives.ReadUInt64BigEndian((byte[])reply[3]!),
        BinaryPrimitives.ReadUInt128BigEndian((byte[])reply[4]!),
        OpenedAt: (long)reply[6],
        ConfirmedAt: (long)reply[7],
        FreshUntil: (long)reply[8],
        EndsAt: (long)reply[9],
        Maximum: (long)reply[10]);

    /// <summary>8 more before the draw, 16 more while the shop is full.</summary>
    private static EventPhase PhaseOf(double number) => (EventPhase)((int)number % 8);

    private static bool IsUndrawn(double number) => (int)number / 8 % 2 == 1;

    private static RateWindows Windows(RedisResult reply, int at) => new((long)reply[at], (long)reply[at + 1], (long)reply[at + 2]);

    /// <summary>A generation, then little-endian doubles, as <c>struct.pack</c> writes them: one reply, whatever the size of the batch.</summary>
    private static (Generation Generation, double[] Numbers) Packed(ReadOnlySpan<byte> bytes) => (Generation.Read(bytes), Doubles(bytes[Generation.Size..]));

    private static double[] Doubles(ReadOnlySpan<byte> bytes)
    {
        var numbers = new double[bytes.Length / sizeof(double)];
        for (var i = 0; i < numbers.Length; i++)
            numbers[i] = BinaryPrimitives.ReadDoubleLittleEndian(bytes[(i * sizeof(double))..]);
        return numbers;
    }

    private static Generation GenerationOf(RedisResult bytes) => (byte[]?)bytes is { Length: Generation.Size } generation ? Generation.Read(generation) : Generation.None;

    private static double Number(RedisResult text) => double.Parse((string)text!, CultureInfo.InvariantCulture);
}

/// <summary>From which a gateway sees that a place which is not there may be lost.</summary>
internal readonly record struct LossHint(Generation Generation, long LastTicket, StoreLoss Loss)
{
    public bool MayBeLost(Place place, PlaceProof proof) =>
        proof.Generation != Generation.None && (proof.Generation != Generation || place.Ticket > LastTicket || Loss.Covers(place.Ticket));
}
