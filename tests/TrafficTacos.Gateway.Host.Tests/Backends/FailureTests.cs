using System.Net;
using Grpc.Core;
using TrafficTacos.Contracts;
using TrafficTacos.Contracts.Payments;
using TrafficTacos.Contracts.Reservations;
using TrafficTacos.Gateway.Host.Tests.Harness;

namespace TrafficTacos.Gateway.Host.Tests.Backends;

/// <summary>Each way in which a backend can fail, and the documented answer to it.</summary>
public sealed class FailureTests : BackendTestBase
{
    private const string Prose = "row 17 of table holds";

    /// <summary>The last column where the payment service's answer differs.</summary>
    private static readonly (StatusCode Status, int Http, string Code, string? OfPayments)[] Statuses =
    [
        (StatusCode.Cancelled, 502, "UPSTREAM_ERROR", null),
        (StatusCode.Unknown, 502, "UPSTREAM_ERROR", null),
        (StatusCode.InvalidArgument, 400, "INVALID_REQUEST", null),
        (StatusCode.DeadlineExceeded, 504, "UPSTREAM_TIMEOUT", null),
        (StatusCode.NotFound, 404, "RESERVATION_NOT_FOUND", "PAYMENT_NOT_FOUND"),
        (StatusCode.AlreadyExists, 409, "RESERVATION_CONFLICT", "PAYMENT_CONFLICT"),
        (StatusCode.PermissionDenied, 403, "ACCESS_DENIED", null),
        (StatusCode.ResourceExhausted, 503, "UPSTREAM_UNAVAILABLE", null),
        (StatusCode.FailedPrecondition, 409, "RESERVATION_CONFLICT", "PAYMENT_CONFLICT"),
        (StatusCode.Aborted, 409, "RESERVATION_CONFLICT", "PAYMENT_CONFLICT"),
        (StatusCode.OutOfRange, 400, "INVALID_REQUEST", null),
        (StatusCode.Unimplemented, 502, "UPSTREAM_ERROR", null),
        (StatusCode.Internal, 502, "UPSTREAM_ERROR", null),
        (StatusCode.Unavailable, 503, "UPSTREAM_UNAVAILABLE", null),
        (StatusCode.DataLoss, 502, "UPSTREAM_ERROR", null),
        (StatusCode.Unauthenticated, 502, "UPSTREAM_ERROR", null),
    ];

    private static readonly (ErrorCode Error, int Http, string Code, string? OfPayments)[] Errors =
    [
        (ErrorCode.Unspecified, 502, "UPSTREAM_ERROR", null),
        (ErrorCode.Unauthenticated, 502, "UPSTREAM_ERROR", null),
        (ErrorCode.Forbidden, 403, "ACCESS_DENIED", null),
        (ErrorCode.Unauthorized, 403, "ACCESS_DENIED", null),
        (ErrorCode.InvalidArgument, 400, "INVALID_REQUEST", null),
        (ErrorCode.NotFound, 404, "RESERVATION_NOT_FOUND", "PAYMENT_NOT_FOUND"),
        (ErrorCode.AlreadyExists, 409, "RESERVATION_CONFLICT", "PAYMENT_CONFLICT"),
        (ErrorCode.FailedPrecondition, 409, "RESERVATION_CONFLICT", "PAYMENT_CONFLICT"),
        (ErrorCode.RateLimited, 503, "UPSTREAM_UNAVAILABLE", null),
        (ErrorCode.QuotaExceeded, 503, "UPSTREAM_UNAVAILABLE", null),
        (ErrorCode.IdempotencyRequired, 400, "IDEMPOTENCY_REQUIRED", null),
        (ErrorCode.IdempotencyConflict, 409, "IDEMPOTENCY_CONFLICT", null),
        (ErrorCode.ReservationExpired, 409, "RESERVATION_CONFLICT", null),
        (ErrorCode.PaymentNotApproved, 412, "PAYMENT_NOT_APPROVED", null),
        (ErrorCode.InventoryConflict, 409, "RESERVATION_CONFLICT", null),
        (ErrorCode.InsufficientInventory, 409, "RESERVATION_CONFLICT", null),
        (ErrorCode.Internal, 502, "UPSTREAM_ERROR", null),
        (ErrorCode.Unavailable, 503, "UPSTREAM_UNAVAILABLE", null),
        (ErrorCode.Timeout, 504, "UPSTREAM_TIMEOUT", null),
        (ErrorCode.UpstreamTimeout, 504, "UPSTREAM_TIMEOUT", null),
        (ErrorCode.UpstreamError, 502, "UPSTREAM_ERROR", null),
        (ErrorCode.DataCorruption, 502, "UPSTREAM_ERROR", null),
        (ErrorCode.ConcurrentModification, 409, "RESERVATION_CONFLICT", "PAYMENT_CONFLICT"),
    ];

    private static readonly (string Method, string Path)[] Writes =
    [
        ("CreateReservation", "/reservations"),
        ("ConfirmReservation", "/reservations/rsv-1/confirm"),
        ("CancelReservation", "/reservations/rsv-1/cancel"),
        ("CreatePaymentIntent", "/payment/intent"),
        ("ProcessPayment", "/payment/process"),
    ];

    public static TheoryData<StatusCode, int, string, string> StatusRows { get; } = Rows(Statuses);

    public static TheoryData<int, int, string, string> ErrorRows { get; } =
        Rows([.. Errors.Select(row => ((int)row.Error, row.Http, row.Code, row.OfPayments)), (99, 502, "UPSTREAM_ERROR", null)]);

    [Fact]
    public void The_tables_are_complete()
    {
        Assert.Equal(Enum.GetValues<StatusCode>().Where(status => status != StatusCode.OK), Statuses.Select(row => row.Status));
        Assert.Equal(Enum.GetValues<ErrorCode>(), Errors.Select(row => row.Error));
    }

    [Theory]
    [MemberData(nameof(StatusRows))]
    public async Task A_gRPC_status_has_its_answer(StatusCode status, int http, string ofReservations, string ofPayments)
    {
        var shop = await OpenAsync(timeout: null);
        foreach (var fail in (Func<StatusCode, string, BackendScript>[])[ScriptedBackend.Fail, ScriptedBackend.FailInTrailers])
        {
            Backend.Always("GetReservation", fail(status, Prose)).Always("GetPaymentStatus", fail(status, Prose));
            Check(await shop.GetAsync("/reservations/rsv-1", Replies.User), http, ofReservations);
            Check(await shop.GetAsync("/payment/pi-1/status", Replies.User), http, ofPayments);
        }
    }

    [Theory]
    [MemberData(nameof(ErrorRows))]
    public async Task The_error_of_a_reply_has_the_same_answer(int code, int http, string ofReservations, string ofPayments)
    {
        var shop = await OpenAsync(timeout: null);
        var error = new Error { Code = (ErrorCode)code, Message = Prose };
        Backend.Always("GetReservation", ScriptedBackend.Reply(new GetReservationResponse { Reservation = Replies.Reservation, Error = error }));
        Backend.Always("GetPaymentStatus", ScriptedBackend.Reply(new GetPaymentStatusResponse { Error = error }));
        Check(await shop.GetAsync("/reservations/rsv-1", Replies.User), http, ofReservations);
        Check(await shop.GetAsync("/payment/pi-1/status", Replies.User), http, ofPayments);
    }

    [Theory]
    [MemberData(nameof(StatusRows))]
    public async Task Writes_fail_like_reads(StatusCode status, int http, string ofReservations, string ofPayments)
    {
        object body = new { event_id = "concert", quantity = 1, reservation_id = "rsv-1", amount = 1, payment_intent_id = "pi-1" };
        foreach (var (method, path) in Writes)
        {
            // One each: what is tried again three times would open the breaker for the next.
            var shop = await OpenAsync(timeout: null);
            Backend.Works().Always(method, ScriptedBackend.Fail(status, Prose));
            Check(await shop.PostAsync(path, Replies.User, body, Fresh.Key()), http, path[1] == 'p' ? ofPayments : ofReservations);
            Assert.NotEmpty(Backend.Of(method));
        }
    }

    [Theory]
    [InlineData(404, 502, "UPSTREAM_ERROR")]
    [InlineData(500, 502, "UPSTREAM_ERROR")]
    [InlineData(503, 503, "UPSTREAM_UNAVAILABLE")]
    [InlineData(200, 502, "UPSTREAM_ERROR")]
    public async Task What_is_no_gRPC_is_a_failure_too(int status, int http, string code)
    {
        var shop = await OpenAsync(timeout: null);
        Backend.Always("GetReservation", ScriptedBackend.Http(status));
        Check(await shop.GetAsync("/reservations/rsv-1", Replies.User), http, code);
    }

    [Fact]
    public async Task A_reply_without_what_the_contract_promises_is_a_failure()
    {
        var shop = await OpenAsync(timeout: null);
        Backend.Always("GetReservation", ScriptedBackend.Reply(new GetReservationResponse()));
        Check(await shop.GetAsync("/reservations/rsv-1", Replies.User), 502, "UPSTREAM_ERROR");
        Backend.Always("GetPaymentStatus", ScriptedBackend.Reply(new GetPaymentStatusResponse()));
        Check(await shop.GetAsync("/payment/pi-1/status", Replies.User), 502, "UPSTREAM_ERROR");
        Backend.Always("CreateReservation", ScriptedBackend.Reply(new CreateReservationResponse { ReservationId = "rsv-1" }));
        Check(await shop.PostAsync("/reservations", Replies.User, new { event_id = "concert", quantity = 1 }, Fresh.Key()), 502, "UPSTREAM_ERROR");
    }

    private static void Check(Answer answer, int status, string code)
    {
        answer.ShouldFail((HttpStatusCode)status, code);
        Assert.DoesNotContain(Prose, answer.Text, StringComparison.Ordinal);
        Assert.Equal(status == 503 ? "2" : null, answer.Header("Retry-After"));
    }

    private static TheoryData<T, int, string, string> Rows<T>(IEnumerable<(T Failure, int Http, string Code, string? OfPayments)> rows)
    {
        var data = new TheoryData<T, int, string, string>();
        foreach (var (failure, http, code, ofPayments) in rows)
            data.Add(failure, http, code, ofPayments ?? code);
        return data;
    }
}
