using TrafficTacos.Queueing.Storage;
using TrafficTacos.Samples.Laboratory.Scenarios;

namespace TrafficTacos.Samples.Laboratory.Simulation;

internal enum Fate
{
    /// <summary>Still there when the simulation ended, or never came.</summary>
    Unfinished,
    Ghost,
    GaveUp,
    Admitted,

    /// <summary>Wanted in, and lost the place all the same: asked too rarely, or dawdled.</summary>
    Lost,
}

/// <summary>One identity: its plan, and what became of it. Times are microseconds since the start.</summary>
internal sealed class Person(int number, long arrives, EntryId entry, Chance chance)
{
    private Chance _chance = chance;

    public int Number => number;

    public long Arrives => arrives;

    public EntryId Entry => entry;

    public bool Ghost { get; init; }

    public Polling Polling { get; init; } = null!;

    /// <summary>When they will have had enough; never for most.</summary>
    public long GivesUpAt { get; init; } = long.MaxValue;

    public Manner Manner { get; init; }

    /// <summary>Ready, they fall silent (Head) or poll on (Linger) and never enter.</summary>
    public GivingUpKind? AtTheHead { get; init; }

    public int Tabs { get; init; } = 1;

    public int Joins { get; init; } = 1;

    /// <summary>Every answer to them is kept.</summary>
    public bool Tracked { get; set; }

    public Place Place { get; set; }

    public bool Joined { get; set; }

    /// <summary>As told last.</summary>
    public long Position { get; set; } = long.MaxValue;

    public Fate Fate { get; set; }

    /// <summary>The instant they became ready, between two answers; −1 before.</summary>
    public long ReadyAt { get; set; } = -1;

    public long ToldReadyAt { get; set; } = -1;

    /// <summary>The epoch of the question that was first answered with "ready".</summary>
    public int ToldReadyIn { get; set; } = -1;

    public long EnteredAt { get; set; } = -1;

    /// <summary>The last answer that was not "ready": when, and the tokens missing.</summary>
    public (long At, double Missing) Before { get; set; } = (-1, 0);

    public bool Done => Fate != Fate.Unfinished;

    public ref Chance Chance => ref _chance;
}

/// <summary>One browser tab of a person, or a bot's hand: what the simulation wakes up.</summary>
internal sealed class Tab(Person person, bool first)
{
    public Person Person => person;

    public bool First => first;

    public int JoinsLeft { get; set; } = person.Joins;

    public bool Waiting { get; set; }

    public bool Entering { get; set; }

    public long NextPoll { get; set; }

    public long NextReload { get; set; } = long.MaxValue;
}
