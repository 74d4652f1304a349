namespace TrafficTacos.Queueing.Storage.Redis;

/// <summary>The scripts of lua/, with their includes in place.</summary>
internal sealed class RedisScripts
{
    private readonly IReadOnlyDictionary<string, string> _replacements;

    /// <param name="replacements">Include name → text, for tests that replace the clock; production passes none.</param>
    public RedisScripts(IReadOnlyDictionary<string, string>? replacements = null)
    {
        _replacements = replacements ?? new Dictionary<string, string>(StringComparer.Ordinal);
        Join = Load("join");
        Status = Load("status");
        Hear = Load("hear");
        Enter = Load("enter");
        Attach = Load("attach");
        FindPass = Load("find_pass");
        Leave = Load("leave");
        Restore = Load("restore");
        Recall = Load("recall");
        Redeem = Load("redeem");
        OpenSession = Load("open_session");
        Session = Load("session");
        Maintain = Load("maintain");
        Settings = Load("settings");
        ReadStream = Load("read_stream");
        Show = Load("show");
        FindVisitor = Load("find_visitor");
        ListEntries = Load("list_entries");
        Sample = Load("sample");
        MoveUp = Load("move_up");
        Remove = Load("remove");
        Undo = Load("undo");
        EndEvent = Load("end_event");
        NoteEvent = Load("note_event");
        ListEvents = Load("list_events");
        Draw = Load("draw");
        DrawEntries = Load("draw_entries");
        DrawLeaves = Load("draw_leaves");
        DrawRanks = Load("draw_ranks");
        BindKey = Load("bind_key");
        ShareSecret = Load("share_secret");
        IdempotencyClaim = Load("idempotency_claim");
        IdempotencyComplete = Load("idempotency_complete");
    }

    public RedisScript Join { get; }
    public RedisScript Status { get; }
    public RedisScript Hear { get; }
    public RedisScript Enter { get; }
    public RedisScript Attach { get; }
    public RedisScript FindPass { get; }
    public RedisScript Leave { get; }
    public RedisScript Restore { get; }
    public RedisScript Recall { get; }
    public RedisScript Redeem { get; }
    public RedisScript OpenSession { get; }
    public RedisScript Session { get; }
    public RedisScript Maintain { get; }
    public RedisScript Settings { get; }
    public RedisScript ReadStream { get; }
    public RedisScript Show { get; }
    public RedisScript FindVisitor { get; }
    public RedisScript ListEntries { get; }
    public RedisScript Sample { get; }
    public RedisScript MoveUp { get; }
    public RedisScript Remove { get; }
    public RedisScript Undo { get; }
    public RedisScript EndEvent { get; }
    public RedisScript NoteEvent { get; }
    public RedisScript ListEvents { get; }
    public RedisScript Draw { get; }
    public RedisScript DrawEntries { get; }
    public RedisScript DrawLeaves { get; }
    public RedisScript DrawRanks { get; }
    public RedisScript BindKey { get; }
    public RedisScript ShareSecret { get; }
    public RedisScript IdempotencyClaim { get; }
    public RedisScript IdempotencyComplete { get; }

    /// <summary>The text of a file of lua/.</summary>
    internal static string Source(string path) => ScriptText.Source(path);

    private RedisScript Load(string name) => new(name, ScriptText.Load(name, _replacements));
}
