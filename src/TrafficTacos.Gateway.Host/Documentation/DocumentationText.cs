namespace TrafficTacos.Gateway.Host.Documentation;

/// <summary>The introduction of the documentation.</summary>
internal static class DocumentationText
{
    public const string Title = "TrafficTacos gateway";

    public const string Text = """
        A shop that more people come to than it can serve at once. Everybody gets one fair place in a queue, is told truthfully where
        they stand, and is let through at the rate the shop can bear.

        **The way of a visitor**

        1. `POST /api/v1/queue/join` with an `event_id` answers a `waiting_token`. Send an `Idempotency-Key`, so that a request that is
           repeated after a lost answer is the same place.
        2. `GET /api/v1/queue/status` with the token in `X-Waiting-Token` tells position and waiting time. Ask again after
           `poll_after_ms`: asking is the heartbeat that keeps the place.
        3. When `ready_for_entry` is true, `POST /api/v1/queue/enter` answers a `reservation_token`, good for 30 seconds and for one
           successful request.
        4. What the queue protects takes that token in `X-Reservation-Token`: reserve seats, pay, confirm.
        5. `DELETE /api/v1/queue/leave` gives the place up at once; `POST /api/v1/queue/leave` is for a page that closes or reloads.

        **To try it here**: authorize with a bearer token (enter needs one; the queue works without), call join, authorize with its
        `waiting_token`, ask for the status, enter.

        **Errors** have one shape, `{"error":{"code","message","trace_id"}}`. Compare `code`; `message` says what to do next; `trace_id`
        is for a support call. Where trying again helps, `Retry-After` says in how many seconds.

        **Limits** count for each user, else for each waiting token, else for each address. `X-RateLimit-Limit` is what can be sent at
        once, `X-RateLimit-Remaining` what is left of it, `X-RateLimit-Reset` in how many seconds all of it is back.

        Unknown fields of a request are ignored. Amounts are in the smallest unit of the currency.
        """;

    public const string OperatorTitle = "TrafficTacos operator's console";

    public const string OperatorText = """
        What the page of the console calls, and what a program of an operator may call. Look with the role `view`, change with the role
        `change`.

        **Who you are**: the cookie of `/operator/sign-in`, or a bearer token of the configured issuer for the operators' audience.

        **Changes** need the header `X-Operator` with any value, and `Sec-Fetch-Site: same-origin` or an `Origin` that is the gateway's.
        The calls answer no page of another origin.

        **Errors** have one shape, `{"error":{"code","message","trace_id"}}`. Compare `code`.
        """;

    /// <summary>The descriptions of the tags.</summary>
    public static IReadOnlyDictionary<string, string> Tags { get; } = new Dictionary<string, string>(StringComparer.Ordinal)
    {
        ["Queue"] = "Wait for an event: join, ask, enter, leave.",
        ["Accounts"] = "Accounts of the gateway's own: register, log in.",
        ["Reservations"] = "Hold seats, confirm or cancel them.",
        ["Payments"] = "Pay for a reservation.",
        [GatewayDocuments.OperatorTag] = "Look at sales, and change them.",
        ["System"] = "For orchestrators and operators.",
    };
}
