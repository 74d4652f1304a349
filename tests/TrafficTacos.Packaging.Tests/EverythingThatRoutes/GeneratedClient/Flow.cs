namespace Generated;

internal static class Flow
{
    public static async Task RunAsync(HttpClient http)
    {
        var client = new ShopClient(http);
        var joined = await client.QueueJoinAsync("join-1", null, new JoinRequest { Event_id = "concert" });
        var status = await client.QueueStatusAsync(null, joined.Waiting_token, null);
        Console.WriteLine($"{status.Status} at {status.Position}");
        var entered = await client.QueueEnterAsync(null, null, new EnterRequest { Waiting_token = joined.Waiting_token });
        Console.WriteLine($"{entered.Admission} for {entered.Ttl_sec} s");

        // Swashbuckle says of every text that it may be null, unless its SupportNonNullableReferenceTypes() is called.
        var pass = entered.Reservation_token!;
        await OrderAsync("order-1", "no-pass");
        await OrderAsync("order-1", pass);
        // The key has its response already; another one needs another pass.
        await OrderAsync("order-1", pass);
        await OrderAsync("order-2", pass);

        async Task OrderAsync(string key, string with)
        {
            try
            {
                var order = await client.OrdersAsync(key, with, new OrderRequest { Seat = "A1" });
                Console.WriteLine($"{order.Seat} {order.Status}");
            }
            catch (ApiException<AdmissionProblem> refused)
            {
                Console.WriteLine($"{refused.StatusCode} {refused.Result.Error.Code} {refused.Result.Join_url}");
            }
        }
    }
}
