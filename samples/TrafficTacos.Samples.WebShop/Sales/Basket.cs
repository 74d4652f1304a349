namespace TrafficTacos.Samples.WebShop.Sales;

/// <summary>What a visitor wants to buy: ids in a cookie, so that every process knows it.</summary>
public sealed class Basket(HttpContext context)
{
    private const string Cookie = "basket";
    private const int Most = 10;

    public IReadOnlyList<Concert> Tickets { get; private set; } =
        [.. (context.Request.Cookies[Cookie] ?? "").Split('.').Select(Concert.Find).OfType<Concert>().Take(Most)];

    public int Total => Tickets.Sum(ticket => ticket.Price);

    public void Add(Concert concert) => Write([.. Tickets.Append(concert).Take(Most)]);

    public void Clear() => Write([]);

    private void Write(IReadOnlyList<Concert> tickets)
    {
        Tickets = tickets;
        context.Response.Cookies.Append(
            Cookie, string.Join('.', tickets.Select(ticket => ticket.Id)), new CookieOptions { HttpOnly = true, Secure = context.Request.IsHttps, SameSite = SameSiteMode.Lax });
    }
}
