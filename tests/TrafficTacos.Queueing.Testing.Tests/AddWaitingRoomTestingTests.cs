using System.Net;
using Microsoft.Extensions.Time.Testing;

namespace TrafficTacos.Queueing.Testing.Tests;

/// <summary>Everybody is admitted to whatever event, without Redis and by the clock of the test.</summary>
public sealed class AddWaitingRoomTestingTests
{
    private const int Crowd = 50;

    [Fact]
    public async Task Everybody_is_admitted_whatever_the_event_says()
    {
        await using var shop = await Shop.OpenAsync(TicketShop.Plan with
        {
            Options = options =>
            {
                TicketShop.Plan.Options(options);
                options.SettingsFile = "/nowhere/settings.json";
                options.AdmissionsPerUser = 1;
                options.Events[TicketShop.Event] = new EventOptions
                {
                    MaximumShoppers = 1,
                    OpensAt = DateTimeOffset.MaxValue.AddDays(-1),
                    DrawAt = DateTimeOffset.MaxValue.AddDays(-2),
                    Order = QueueOrder.Draw,
                    Mode = EventMode.Maintenance,
                    MinimumWaits = [new MinimumWait { Wait = TimeSpan.FromHours(1) }],
                };
            },
            Services = services => services.AddWaitingRoomTesting(),
        });
        for (var i = 0; i < Crowd; i++)
        {
            using var visitor = shop.Visitor();
            var admitted = await visitor.AdmitAsync(TicketShop.Event, TicketShop.AtThePrefix);
            Assert.Equal((TicketShop.Event, null), (admitted.EventId, admitted.SessionToken));
            (await visitor.OrderAsync()).Should(HttpStatusCode.OK);
            (await visitor.OrderAsync()).ShouldFail(HttpStatusCode.Forbidden, "ADMISSION_SPENT");
        }

        // Nor does a user have to be another one.
        using var user = shop.Visitor(Fresh.User());
        for (var i = 0; i < 3; i++)
        {
            await user.AdmitAsync(TicketShop.Event, TicketShop.AtThePrefix);
            (await user.OrderAsync()).Should(HttpStatusCode.OK);
        }
    }

    [Fact]
    public async Task The_numbers_stay_where_a_test_asks_for_them()
    {
        await using var shop = await Shop.OpenAsync(TicketShop.Plan with
        {
            Services = services => services.AddWaitingRoomTesting(testing => testing.AdmitEverybody = false),
        });
        using var first = shop.Visitor();
        using var second = shop.Visitor(Fresh.User());
        await first.AdmitAsync(TicketShop.Event, TicketShop.AtThePrefix);
        var mistake = await Assert.ThrowsAsync<InvalidOperationException>(() => second.AdmitAsync(TicketShop.Event, TicketShop.AtThePrefix));
        Assert.Contains("enter answered 403", mistake.Message, StringComparison.Ordinal);
        Assert.Contains("let the time pass", mistake.Message, StringComparison.Ordinal);
        shop.Services.GetRequiredService<FakeTimeProvider>().AdvanceBySeconds(TimeSpan.FromSeconds(2));
        await second.AdmitAsync(TicketShop.Event, TicketShop.AtThePrefix);
        (await second.OrderAsync()).Should(HttpStatusCode.OK);
    }

    [Fact]
    public async Task A_pass_ends_by_the_clock_of_the_test()
    {
        await using var shop = await Shop.OpenAsync(TicketShop.Plan with { Services = services => services.AddWaitingRoomTesting() });
        using var visitor = shop.Visitor();
        var time = shop.Services.GetRequiredService<FakeTimeProvider>();
        Assert.Same(time, shop.Services.GetRequiredService<TimeProvider>());
        await visitor.AdmitAsync(TicketShop.Event, TicketShop.AtThePrefix);
        time.AdvanceBySeconds(TimeSpan.FromSeconds(29.5));
        (await visitor.OrderAsync("?status=500")).Should(HttpStatusCode.InternalServerError);
        time.AdvanceBySeconds(TimeSpan.FromSeconds(2));
        (await visitor.OrderAsync()).ShouldFail(HttpStatusCode.Forbidden, "ADMISSION_EXPIRED");
    }

    [Fact]
    public async Task One_large_step_is_an_outage_and_ends_nothing()
    {
        await using var shop = await Shop.OpenAsync(TicketShop.Plan with { Services = services => services.AddWaitingRoomTesting() });
        using var visitor = shop.Visitor();
        await visitor.AdmitAsync(TicketShop.Event, TicketShop.AtThePrefix);
        shop.Services.GetRequiredService<FakeTimeProvider>().Advance(TimeSpan.FromMinutes(5));
        (await visitor.OrderAsync()).Should(HttpStatusCode.OK);
    }

    [Fact]
    public void The_clock_of_the_application_is_kept_if_it_is_a_fake()
    {
        var own = new FakeTimeProvider();
        Assert.Same(own, TimeOf(services => services.AddSingleton<TimeProvider>(own).AddWaitingRoomTesting()));
        Assert.Same(own, TimeOf(services => services.AddSingleton(TimeProvider.System).AddWaitingRoomTesting(testing => testing.Time = own)));
        Assert.NotSame(own, TimeOf(services => services.AddSingleton(TimeProvider.System).AddWaitingRoomTesting()));
    }

    [Fact]
    public void Time_does_not_run_backwards()
    {
        var time = new FakeTimeProvider();
        Assert.Throws<ArgumentOutOfRangeException>(() => time.AdvanceBySeconds(TimeSpan.FromSeconds(-1)));
        var before = time.GetUtcNow();
        time.AdvanceBySeconds(TimeSpan.Zero);
        Assert.Equal(before, time.GetUtcNow());
    }

    private static TimeProvider TimeOf(Action<IServiceCollection> register)
    {
        var services = new ServiceCollection();
        register(services);
        using var provider = services.BuildServiceProvider();
        Assert.Same(provider.GetRequiredService<TimeProvider>(), provider.GetRequiredService<FakeTimeProvider>());
        return provider.GetRequiredService<TimeProvider>();
    }
}
