using FsCheck;
using FsCheck.Fluent;
using Microsoft.Extensions.Time.Testing;
using TrafficTacos.Queueing.Tests.Conformance;

namespace TrafficTacos.Queueing.Tests.Model;

/// <summary>The two promises of the admission rule, over random schedules of polls, pauses and rate changes.</summary>
public abstract class AdmissionProperties
{
    private const int LongestSequence = 80;

    internal abstract int Sequences { get; }

    internal abstract StoreUnderTest Create(FakeTimeProvider time);

    [Fact]
    public void Admissions_never_exceed_capacity_and_overdraft_and_what_was_earned() =>
        Check(async (policy, steps) =>
        {
            var book = new AdmissionBook(policy);
            await PlayAsync(policy, steps, book, (_, _) => { });
            book.AssertBound();
        });

    [Fact]
    public void Once_ready_a_visitor_stays_ready_until_they_enter_leave_or_an_operator_slows_the_sale() =>
        Check(async (policy, steps) =>
        {
            var ready = new Dictionary<Place, long>();
            await PlayAsync(policy, steps, new AdmissionBook(policy), (step, after) =>
            {
                if (step.Kind is StepKind.ChangeRate or StepKind.ChangeBurst or StepKind.Pause)
                    ready.Clear();
                foreach (var (place, turn) in ready.Where(known => after.ContainsKey(known.Key)))
                {
                    // Their turn may have passed meanwhile, if its guaranteed part was over.
                    if (turn + Schedules.Waits[5].TotalMicroseconds <= policy.TurnGuaranteed || after[place].State == PlaceState.Ready)
                        Assert.Equal((step, place, PlaceState.Ready), (step, place, after[place].State));
                }

                ready = after.Where(known => known.Value.State == PlaceState.Ready).ToDictionary(known => known.Key, known => known.Value.Turn);
            });
        });

    private void Check(Func<EventPolicy, Step[], Task> property) =>
        Prop.ForAll(Gen.Elements(Policies.All).ToArbitrary(), Schedules.Arbitrary(LongestSequence), (policy, steps) => property(policy, steps).GetAwaiter().GetResult())
            .Check(Config.QuickThrowOnFailure.WithMaxTest(Sequences));

    /// <summary>
    /// Plays the schedule with a poll of everybody after every step (so nobody falls silent), and lets whoever the last poll
    /// called ready enter when their step says so: enter must then grant.
    /// </summary>
    private async Task PlayAsync(EventPolicy policy, Step[] steps, AdmissionBook book, Action<Step, Dictionary<Place, StatusReply>> observe)
    {
        var tested = Create(new FakeTimeProvider(StoreUnderTest.Start));
        var eventId = "properties-" + Guid.NewGuid().ToString("n");
        var places = new Dictionary<int, Place>();
        var known = new Dictionary<Place, StatusReply>();
        foreach (var step in steps)
        {
            var who = step.Number % 24;
            switch (step.Kind)
            {
                case StepKind.Join or StepKind.Status or StepKind.StatusOfAll:
                    var entry = Sale.EntryOf(who);
                    places[who] = new Place(entry, (await tested.Store.JoinAsync(eventId, entry, policy, default)).Ticket);
                    break;
                case StepKind.Enter or StepKind.Claim or StepKind.Spend or StepKind.Release when places.TryGetValue(who, out var place):
                    var entered = await tested.Store.EnterAsync(eventId, place, default, policy, default);
                    var promised = known.TryGetValue(place, out var status) && (status.State is PlaceState.Ready or PlaceState.Admitted);
                    Assert.Equal((step, promised), (step, entered.Code == EnterCode.Granted));
                    if (entered.Code == EnterCode.Granted)
                    {
                        if (entered.Waited >= 0)
                            book.Admitted(tested.Now);
                        places.Remove(who);
                    }

                    break;
                case StepKind.Leave when places.Remove(who, out var left):
                    await tested.Store.LeaveAsync(eventId, left, false, policy, default);
                    break;
                case StepKind.SoftLeave when places.TryGetValue(who, out var reloading):
                    await tested.Store.LeaveAsync(eventId, reloading, true, policy, default);
                    break;
                case StepKind.ChangeRate or StepKind.ChangeBurst or StepKind.Pause or StepKind.Resume:
                    var change = Change(step);
                    book.Changed(tested.Now, change);
                    await tested.Store.SettingsAsync(eventId, change, policy, default);
                    break;
                case StepKind.Maintain:
                    await tested.Store.MaintainAsync(eventId, TimeSpan.FromSeconds(1), policy, default);
                    break;
                case StepKind.Wait:
                    // Short of every silence: this is about people who poll.
                    await tested.PassAsync(Schedules.Waits[step.Number % 6], eventId, policy);
                    break;
            }

            var asked = places.Values.ToList();
            // The first question may bring somebody back, the second tells where everybody is.
            await tested.StatusAsync(eventId, asked, policy);
            known = asked.Zip(await tested.StatusAsync(eventId, asked, policy)).ToDictionary(pair => pair.First, pair => pair.Second);
            AssertPositions(known);
            observe(step, known);
        }
    }

    /// <summary>3. Everybody in the queue asks, so their positions are all numbers from 1.</summary>
    private static void AssertPositions(Dictionary<Place, StatusReply> known)
    {
        var positions = known.Values.Where(status => status.State is PlaceState.Waiting or PlaceState.Ready).Select(status => status.Position).Order().ToList();
        Assert.Equal(Enumerable.Range(1, positions.Count).Select(position => (long)position), positions);
    }

    private static EventSettingsChange Change(Step step) => step.Kind switch
    {
        StepKind.ChangeRate => new EventSettingsChange { AdmissionsPerSecond = Schedules.Rates[step.Number % Schedules.Rates.Length] },
        StepKind.ChangeBurst => new EventSettingsChange { Burst = 1 + step.Number % 6 },
        _ => new EventSettingsChange { Mode = step.Kind == StepKind.Pause ? EventMode.Paused : EventMode.Normal },
    };
}

/// <summary>In virtual time, so that many schedules cost little.</summary>
public sealed class InMemoryAdmissionProperties : AdmissionProperties
{
    internal override int Sequences => 1000;

    internal override StoreUnderTest Create(FakeTimeProvider time) => new InMemoryUnderTest(time);
}

/// <summary>The scripts themselves.</summary>
[Collection(ModelCollection.Name)]
[Trait("Needs", "Redis")]
public sealed class RedisAdmissionProperties(RedisFixture redis) : AdmissionProperties
{
    internal override int Sequences => 200;

    internal override StoreUnderTest Create(FakeTimeProvider time) => new RedisUnderTest(time, redis.Connection);
}
