using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace TrafficTacos.Queueing.Testing;

/// <summary>Brings a client of a test through the queue.</summary>
public static class WaitingRoomHttpClientExtensions
{
    /// <summary>Joins the queue of an event, enters, and lets the client send the pass with all requests from now on. As the user that the
    /// client's default headers say.</summary>
    /// <param name="client">A client of the application, for example of <c>WebApplicationFactory</c>.</param>
    /// <param name="eventId">The event.</param>
    /// <param name="configure">Says where the queue is and what becomes of the pass, or null.</param>
    /// <param name="cancellationToken">Stops the calls.</param>
    /// <returns>The pass, or the session.</returns>
    /// <exception cref="InvalidOperationException">The application refuses; the message has its response.</exception>
    public static async Task<AdmitResult> AdmitAsync(
        this HttpClient client, string eventId, Action<AdmitOptions>? configure = null, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(client);
        ArgumentNullException.ThrowIfNull(eventId);
        var options = new AdmitOptions();
        configure?.Invoke(options);
        var joined = await client.CallAsync(options, "join", new JsonObject { ["event_id"] = eventId }, cancellationToken).ConfigureAwait(false);
        var waiting = Text(joined, "waiting_token");
        var entered = await client.CallAsync(options, "enter", new JsonObject { ["waiting_token"] = waiting }, cancellationToken).ConfigureAwait(false);
        var pass = Text(entered, "reservation_token");
        string? session = null;
        if (options.OpenSession)
        {
            var opened = await client.CallAsync(options, "session", new JsonObject { ["reservation_token"] = pass }, cancellationToken).ConfigureAwait(false);
            session = Text(opened, "session_token");
        }

        if (options.SetDefaultHeader)
        {
            var name = session is null ? options.ReservationTokenHeader : options.SessionTokenHeader;
            client.DefaultRequestHeaders.Remove(name);
            client.DefaultRequestHeaders.Add(name, session ?? pass);
        }

        return new AdmitResult { EventId = eventId, WaitingToken = waiting, ReservationToken = pass, SessionToken = session };
    }

    private static async Task<JsonElement> CallAsync(
        this HttpClient client, AdmitOptions options, string call, JsonObject body, CancellationToken cancellationToken)
    {
        var path = $"{options.Prefix.TrimEnd('/')}/{call}";
        using var content = new StringContent(body.ToJsonString(), Encoding.UTF8, "application/json");
        using var response = await client.PostAsync(new Uri(path, UriKind.Relative), content, cancellationToken).ConfigureAwait(false);
        var text = await response.Content.ReadAsStringAsync(cancellationToken).ConfigureAwait(false);
        if (!response.IsSuccessStatusCode)
            throw new InvalidOperationException($"POST {path} answered {(int)response.StatusCode}. {text}{HintFor(call, (int)response.StatusCode)}");
        using var json = JsonDocument.Parse(text);
        return json.RootElement.Clone();
    }

    private static string HintFor(string call, int status) => (call, status) switch
    {
        (_, 404) => " Is MapWaitingRoom() called, and with this prefix?",
        ("enter", 403) => " Call AddWaitingRoomTesting(), which admits everybody at once, or let the time pass until it is this visitor's turn.",
        _ => "",
    };

    private static string Text(JsonElement body, string property) => body.GetProperty(property).GetString()!;
}
