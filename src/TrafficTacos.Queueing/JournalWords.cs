namespace TrafficTacos.Queueing;

/// <summary>What the journal says, in a few English words.</summary>
internal static class JournalWords
{
    public static string Of(string kind) => kind switch
    {
        "joined" => "joined",
        "restored" => "got the place back that the store had lost",
        "admitted" => "was let in",
        "passed_through" => "was let in by passthrough",
        "unspent" => "did not use the pass; the place is remembered",
        "passed_over" => "passed over in their turn; the place is remembered",
        "asleep" => "silent for the heartbeat time; the place is remembered",
        "left_softly" => "closed the page; the place is remembered",
        "returned" => "is back in the queue",
        "moved_up" => "put next by an operator",
        "removed" => "removed by an operator",
        "reinstated" => "given back by an operator",
        "left" => "left",
        "expired" => "forgotten after a long silence",
        "no_show" => "lost the place: not there in their turn",
        "session_opened" => "began a session",
        "ended" => "an operator ended the event",
        "session_ended" => "has no session any more",
        JournalEntry.Gap => "records are missing here: the journal was cut",
        _ => kind.Replace('_', ' '),
    };
}
