namespace TrafficTacos.Gateway.Host.Tests.Contract;

/// <summary>One call of the contract.</summary>
/// <param name="Method">How it is asked.</param>
/// <param name="Path">Behind <c>/api/v1</c>.</param>
/// <param name="Body">A good body; null where none is read.</param>
/// <param name="NeedsUser">Whether it is refused to people nobody knows.</param>
/// <param name="Key">Whether it has to have an idempotency key (true), may have one (false), or does not look at it (null).</param>
public sealed record ContractEndpoint(string Method, string Path, string? Body = null, bool NeedsUser = false, bool? Key = null)
{
    private const string Intent = """{"reservation_id":"rsv-1","amount":70000}""";
    private const string Process = """{"payment_intent_id":"pi-1"}""";

    /// <summary>All of them.</summary>
    public static IReadOnlyList<ContractEndpoint> All { get; } =
    [
        new("POST", "/queue/join", """{"event_id":"concert"}""", Key: false),
        new("GET", "/queue/status?token=t"),
        new("POST", "/queue/enter", """{"waiting_token":"t"}""", NeedsUser: true),
        new("DELETE", "/queue/leave?token=t"),
        new("POST", "/queue/leave?token=t"),
        new("GET", "/queue/board?event_id=concert"),
        new("GET", "/queue/draw?event_id=concert&token=t"),
        new("GET", "/queue/draw/papers?event_id=concert"),
        new("GET", "/queue/draw/leaves?event_id=concert"),
        new("POST", "/queue/session", """{"reservation_token":"t"}"""),
        new("GET", "/queue/session"),
        new("POST", "/queue/session/extend"),
        new("DELETE", "/queue/session"),
        new("POST", "/reservations", """{"event_id":"concert","quantity":1}""", NeedsUser: true, Key: true),
        new("GET", "/reservations/rsv-1", NeedsUser: true),
        new("POST", "/reservations/rsv-1/confirm", Process, NeedsUser: true, Key: false),
        new("POST", "/reservations/rsv-1/cancel", NeedsUser: true, Key: false),
        new("POST", "/payment/intent", Intent, NeedsUser: true, Key: true),
        new("POST", "/payment/process", Process, NeedsUser: true, Key: false),
        new("GET", "/payment/pi-1/status", NeedsUser: true),
        new("POST", "/payments/intent", Intent, NeedsUser: true, Key: true),
        new("POST", "/payments/process", Process, NeedsUser: true, Key: false),
        new("GET", "/payments/pi-1/status", NeedsUser: true),
        new("POST", "/auth/register", """{"username":"somebody","password":"correct horse","email":"a@example.com","display_name":"A"}"""),
        new("POST", "/auth/login", """{"username":"somebody","password":"correct horse"}"""),
    ];

    /// <summary>Those that are asked for, as rows of a theory.</summary>
    public static TheoryData<ContractEndpoint> Rows(Func<ContractEndpoint, bool> asked) => new(All.Where(asked));

    public override string ToString() => $"{Method} {Path}";
}
