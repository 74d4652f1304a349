using System.Collections.Concurrent;
using System.Diagnostics;
using System.Diagnostics.Metrics;
using System.Net;
using Grpc.Core;
using Microsoft.Extensions.DependencyInjection;
using TrafficTacos.Contracts.Payments;
using TrafficTacos.Contracts.Reservations;
using TrafficTacos.Gateway.Host.Diagnostics;
using TrafficTacos.Gateway.Host.Tests.Harness;

namespace TrafficTacos.Gateway.Host.Tests.Backends;

/// <summary>What goes along with a call, and what is measured of it.</summary>
public sealed class CallContextTests : BackendTestBase
{
    private const string Trace = "0af7651916cd43dd8448eb211c80319c";
    private const string TraceParent = $"00-{Trace}-b7ad6b7169203331-01";

    private static readonly object Body = new { event_id = "concert", quantity = 1, reservation_id = "rsv-1", amount = 70_000, payment_intent_id = "pi-1" };

    [Fact]
    public async Task The_user_and_the_idempotency_key_go_along_wherever_there_is_a_field_for_them()
    {
        var shop = await OpenAsync(timeout: null);
        foreach (var path in (string[])["/reservations", "/reservations/rsv-1/confirm", "/reservations/rsv-1/cancel", "/payment/intent", "/payment/process"])
            Assert.True((await shop.PostAsync(path, Replies.User, Body, "key of " + path)).Status is HttpStatusCode.OK or HttpStatusCode.Accepted, path);

        Assert.Equal((Replies.User, "key of /reservations"), One("CreateReservation", CreateReservationRequest.Parser, r => (r.UserId, r.IdempotencyKey)));
        Assert.Equal((Replies.User, "key of /reservations/rsv-1/confirm"), One("ConfirmReservation", ConfirmReservationRequest.Parser, r => (r.UserId, r.IdempotencyKey)));
        Assert.Equal((Replies.User, "key of /reservations/rsv-1/cancel"), One("CancelReservation", CancelReservationRequest.Parser, r => (r.UserId, r.IdempotencyKey)));
        Assert.Equal((Replies.User, "key of /payment/intent"), One("CreatePaymentIntent", CreatePaymentIntentRequest.Parser, r => (r.UserId, r.IdempotencyKey)));
        Assert.Equal("key of /payment/process", One("ProcessPayment", ProcessPaymentRequest.Parser, r => r.IdempotencyKey));
        Assert.All(Backend.Of("GetReservation"), call => Assert.Equal(Replies.User, call.Read(GetReservationRequest.Parser).UserId));
        Assert.All(Backend.Of("GetPaymentStatus"), call => Assert.Equal(Replies.User, call.Read(GetPaymentStatusRequest.Parser).UserId));
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task The_clients_trace_goes_on_whether_anybody_listens_or_not(bool listens)
    {
        using var listener = new ActivityListener
        {
            ShouldListenTo = source => source.Name == "Microsoft.AspNetCore",
            Sample = (ref ActivityCreationOptions<ActivityContext> _) => ActivitySamplingResult.AllDataAndRecorded,
        };
        if (listens)
            ActivitySource.AddActivityListener(listener);
        var shop = await OpenAsync(timeout: null);
        var request = new HttpRequestMessage(HttpMethod.Get, "/api/v1/reservations/rsv-1")
            .With(Shop.UserHeader, Replies.User).With("traceparent", TraceParent).With("tracestate", "shop=1");
        (await shop.Http.AskAsync(request)).Should(HttpStatusCode.OK);
        var headers = Backend.Calls.Single().Headers;
        Assert.Equal(Trace, headers["traceparent"].Split('-')[1]);
        Assert.Equal("shop=1", headers["tracestate"]);
        // With a listener the gateway is a span of its own in between.
        if (listens)
            Assert.NotEqual(TraceParent, headers["traceparent"]);
    }

    [Fact]
    public async Task Each_attempt_is_measured_with_its_outcome()
    {
        var shop = await OpenAsync(timeout: null);
        var seen = new ConcurrentQueue<string>();
        using var listener = new MeterListener
        {
            InstrumentPublished = (instrument, self) =>
            {
                // The meter of this very shop, not of another test's.
                if (instrument.Name == GatewayTelemetry.BackendCallDuration && ReferenceEquals(instrument.Meter.Scope, shop.Services.GetRequiredService<IMeterFactory>()))
                    self.EnableMeasurementEvents(instrument);
            },
        };
        listener.SetMeasurementEventCallback<double>((instrument, seconds, tags, _) =>
        {
            Assert.Equal(("s", GatewayTelemetry.MeterName), (instrument.Unit, instrument.Meter.Name));
            Assert.True(seconds > 0);
            seen.Enqueue(string.Join(' ', tags.ToArray().Select(tag => $"{tag.Key}={tag.Value}")));
        });
        listener.Start();
        Backend.Next("GetReservation", ScriptedBackend.Fail(StatusCode.Unavailable));
        await shop.GetAsync("/reservations/rsv-1", Replies.User);
        Backend.Next("GetPaymentStatus", ScriptedBackend.Reply(new GetPaymentStatusResponse { Error = new() { Code = Contracts.ErrorCode.NotFound } }));
        await shop.GetAsync("/payments/pi-1/status", Replies.User);
        Assert.Equal(
            [
                "service=reservation method=GetReservation status=UNAVAILABLE",
                "service=reservation method=GetReservation status=OK",
                "service=payment method=GetPaymentStatus status=NOT_FOUND",
            ],
            seen);
    }

    private T One<TMessage, T>(string method, Google.Protobuf.MessageParser<TMessage> parser, Func<TMessage, T> read)
        where TMessage : Google.Protobuf.IMessage<TMessage> => read(Backend.Of(method).Single().Read(parser));
}
