using System.Globalization;
using System.Net;
using System.Net.Http.Json;
using System.Text.Json;

namespace TrafficTacos.Gateway.Host.Tests.SaleProcesses;

/// <summary>What somebody went home with.</summary>
internal sealed record PurchasedOrder(string Id, string Reservation, string Intent, IReadOnlyList<string> Seats);

/// <summary>One person from the queue to the order, at the gateway that a load balancer happens to pick. Whoever gets no answer,
/// or is told to try again, repeats the same request with the same key, as the contract says.</summary>
internal sealed class Buyer(int number, string eventId, IReadOnlyList<Uri> gateways, HttpClient http, CancellationToken patience)
{
    private readonly string _user = string.Create(CultureInfo.InvariantCulture, $"buyer-{number}");
    private int _calls;

    /// <summary>Whether they know how it went; without an order, it is sold out.</summary>
    public bool Answered { get; private set; }

    public PurchasedOrder? PurchasedOrder { get; private set; }

    /// <summary>How the reservation of somebody without a pass was answered.</summary>
    public HttpStatusCode? WithoutPass { get; private set; }

    public async Task BuyAsync()
    {
        if (number % 100 == 0)
            WithoutPass = (await AskAsync(HttpMethod.Post, "reservations", new { event_id = eventId, quantity = 1 }, "early")).Status;

        var joined = await AskAsync(HttpMethod.Post, "queue/join", new { event_id = eventId }, "join");
        var pass = await WaitAsync(joined.Text("waiting_token"));
        var reserved = await AskAsync(HttpMethod.Post, "reservations", new { event_id = eventId, quantity = 1, reservation_token = pass }, "reserve");
        Answered = true;
        if (reserved.Status == HttpStatusCode.Conflict)
            return;

        Assert.Equal(HttpStatusCode.Accepted, reserved.Status);
        var reservation = reserved.Text("reservation_id");
        var total = reserved.Body.GetProperty("total_amount").GetProperty("amount").GetInt64();
        var intent = (await AskAsync(HttpMethod.Post, "payment/intent", new { reservation_id = reservation, amount = total }, "intent")).Text("payment_intent_id");
        await AskAsync(HttpMethod.Post, "payment/process", new { payment_intent_id = intent }, "process");
        var order = await AskAsync(HttpMethod.Post, $"reservations/{reservation}/confirm", new { payment_intent_id = intent }, "confirm");
        Assert.True(order.Status == HttpStatusCode.OK, $"{_user} paid and has no order: {order.Body}");
        PurchasedOrder = new PurchasedOrder(order.Text("order_id"), reservation, intent, [.. reserved.Body.GetProperty("seat_ids").EnumerateArray().Select(seat => seat.GetString()!)]);
    }

    public Task<BuyerResponse> PaymentAsync(string intent) => AskAsync(HttpMethod.Get, $"payment/{intent}/status", null, null);

    private async Task<string> WaitAsync(string token)
    {
        while (true)
        {
            var place = await AskAsync(HttpMethod.Get, "queue/status?token=" + token, null, null);
            Assert.True(place.Text("status") is "waiting" or "ready", $"{_user} lost their place: {place.Body}");
            if (place.Body.GetProperty("ready_for_entry").GetBoolean())
                return (await AskAsync(HttpMethod.Post, "queue/enter", new { waiting_token = token }, null)).Text("reservation_token");
            await PauseAsync(TimeSpan.FromMilliseconds(place.Body.GetProperty("poll_after_ms").GetInt64()));
        }
    }

    private async Task<BuyerResponse> AskAsync(HttpMethod method, string path, object? body, string? key)
    {
        while (true)
        {
            if (await TryAsync(method, path, body, key) is { } answer && !answer.IsForLater)
                return answer;
            await PauseAsync(TimeSpan.FromSeconds(0.5));
        }
    }

    private async Task<BuyerResponse?> TryAsync(HttpMethod method, string path, object? body, string? key)
    {
        using var request = new HttpRequestMessage(method, new Uri(gateways[(number + _calls++) % gateways.Count], "/api/v1/" + path));
        request.Headers.Add("Authorization", "Bearer load-test-bypass-token");
        request.Headers.Add("X-Load-Test-User", _user);
        if (key is not null)
            request.Headers.Add("Idempotency-Key", $"{_user}-{key}");
        if (body is not null)
            request.Content = JsonContent.Create(body);
        try
        {
            using var response = await http.SendAsync(request, patience);
            return new BuyerResponse(response.StatusCode, JsonDocument.Parse(await response.Content.ReadAsByteArrayAsync(patience)).RootElement);
        }
        catch (HttpRequestException)
        {
            return null; // that gateway is gone; the next call goes to the other one
        }
    }

    private async Task PauseAsync(TimeSpan time)
    {
        using var timer = new PeriodicTimer(time);
        await timer.WaitForNextTickAsync(patience);
    }
}

/// <summary>What came back.</summary>
internal sealed record BuyerResponse(HttpStatusCode Status, JsonElement Body)
{
    /// <summary>The contract says: the same again, a little later.</summary>
    public bool IsForLater => (int)Status >= 500 || Status == HttpStatusCode.TooManyRequests || Code is "IDEMPOTENCY_IN_PROGRESS";

    public string Text(string property) =>
        Body.TryGetProperty(property, out var value) ? value.GetString()! : throw new InvalidOperationException($"{Status} has no {property}: {Body}");

    private string? Code => Body.TryGetProperty("error", out var error) ? error.GetProperty("code").GetString() : null;
}
