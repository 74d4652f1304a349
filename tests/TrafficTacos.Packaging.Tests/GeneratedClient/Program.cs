// The sale, written against a client that was generated from the document and against nothing else.
using Generated;

using var http = new HttpClient { BaseAddress = new Uri(args[0]) };
var client = new GatewayClient(http);
var account = await client.AccountRegisterAsync(
    new RegisterRequest { Username = "generated1", Password = "correct-horse-battery", Email = "generated@example.com", Display_name = "Generated" });
http.DefaultRequestHeaders.Authorization = new("Bearer", account.Token);

var place = await client.QueueJoinAsync("join-1", null, new JoinRequest { Event_id = "generated" });
var status = await client.QueueStatusAsync(null, place.Waiting_token, null);
Console.WriteLine($"{status.Status} at {status.Position}");
var pass = await client.QueueEnterAsync(null, null, new EnterRequest { Waiting_token = place.Waiting_token });
var reservation = await client.ReservationCreateAsync(
    null, "reserve-1", new CreateReservationBody { Event_id = "generated", Quantity = 2, Reservation_token = pass.Reservation_token });
var read = await client.ReservationGetAsync(reservation.Reservation_id);
Console.WriteLine($"{read.Status} {read.Total_amount!.Amount} {read.Total_amount.Currency}");
var intent = await client.PaymentIntentAsync(
    "intent-1", new CreateIntentBody { Reservation_id = reservation.Reservation_id, Amount = reservation.Total_amount.Amount });
var pending = await client.PaymentStatusAsync(intent.Payment_intent_id);
var paid = await client.PaymentProcessAsync(null, new ProcessPaymentBody { Payment_intent_id = intent.Payment_intent_id });
Console.WriteLine($"{pending.Status} then {paid.Status}");

// Errors have a type too.
try
{
    await client.ReservationCreateAsync(null, "reserve-2", new CreateReservationBody { Event_id = "generated", Quantity = 1 });
}
catch (ApiException<ErrorResponse> refused)
{
    Console.WriteLine($"{refused.StatusCode} {refused.Result.Error.Code}");
}

var order = await client.ReservationConfirmAsync(
    reservation.Reservation_id, "confirm-1", new ConfirmReservationBody { Payment_intent_id = intent.Payment_intent_id });
Console.WriteLine($"{order.Status} {order.Order_id}");
