using System.Security.Cryptography;
using System.Text;

namespace TrafficTacos.Queueing.Tests;

/// <summary>Who is the same person, and what no two may share.</summary>
public sealed class IdentityHashTests
{
    private static readonly KeyRing Keys = Ring("identity");

    /// <summary>Names next to each other, written together, of different lengths and in another alphabet.</summary>
    public static TheoryData<string, string> Neighbours { get; } = new()
    {
        { "u1", "u2" },
        { "u1", "u11" },
        { "", " " },
        { "Zoë", "Zoe" },
        { new string('x', 2_000), new string('x', 2_001) },
        { new string('ü', 300) + "a", new string('ü', 300) + "b" },
    };

    [Theory]
    [MemberData(nameof(Neighbours))]
    public void A_name_is_one_identity_and_another_name_another(string name, string other)
    {
        foreach (var hash in (Func<string, UInt128>[])
        [
            text => IdentityHash.User(Keys, "concert", text).Value,
            text => IdentityHash.Browser(Keys, "concert", text).Value,
            text => IdentityHash.Entry(Keys, Join(user: text)).Value,
            text => IdentityHash.Entry(Keys, Join(key: text)).Value,
            text => IdentityHash.PassUser(Keys, "concert", text),
            text => IdentityHash.KeyRecord(Keys, Join(key: text)),
            text => IdentityHash.KeyRecord(Keys, Join(user: text, key: "k")),
            text => IdentityHash.Fingerprint(Keys, Join(label: text)),
            text => IdentityHash.Request(Keys, Request(user: text)),
            text => IdentityHash.Request(Keys, Request(route: text)),
            text => IdentityHash.Request(Keys, Request(key: text)),
            text => IdentityHash.Content(Keys, Encoding.UTF8.GetBytes(text)),
        ])
        {
            Assert.Equal(hash(name), hash(new string(name)));
            Assert.NotEqual(hash(name), hash(other));
        }
    }

    [Fact]
    public void One_name_has_a_hash_for_each_use_and_each_event()
    {
        UInt128[] hashes =
        [
            IdentityHash.User(Keys, "concert", "x").Value,
            IdentityHash.User(Keys, "opera", "x").Value,
            IdentityHash.Browser(Keys, "concert", "x").Value,
            IdentityHash.Browser(Keys, "opera", "x").Value,
            IdentityHash.Entry(Keys, Join(key: "x")).Value,
            IdentityHash.Entry(Keys, Join(key: "x", eventId: "opera")).Value,
            IdentityHash.PassUser(Keys, "concert", "x"),
            IdentityHash.PassUser(Keys, "opera", "x"),
            IdentityHash.KeyRecord(Keys, Join(key: "x")),
            IdentityHash.KeyRecord(Keys, Join(user: "", key: "x")),
            IdentityHash.KeyRecord(Keys, Join(user: "x", key: "x")),
            IdentityHash.Fingerprint(Keys, Join()),
            IdentityHash.Fingerprint(Keys, Join(label: "")),
            IdentityHash.Fingerprint(Keys, Join(label: "x")),
            IdentityHash.Fingerprint(Keys, Join(eventId: "opera")),
            IdentityHash.Request(Keys, Request()),
            IdentityHash.Request(Keys, Request(user: "")),
            IdentityHash.Request(Keys, Request(user: "x")),
            IdentityHash.Content(Keys, "x"u8),
        ];
        Assert.Equal(hashes.Length, hashes.Distinct().Count());
    }

    [Fact]
    public void Letters_do_not_move_from_one_part_to_the_next()
    {
        Assert.NotEqual(IdentityHash.User(Keys, "concert", "u1"), IdentityHash.User(Keys, "concertu", "1"));
        Assert.NotEqual(IdentityHash.Request(Keys, Request(route: "POST /orders", key: "1")), IdentityHash.Request(Keys, Request(route: "POST /order", key: "s1")));
        Assert.NotEqual(IdentityHash.Request(Keys, Request(user: "ab", route: "c")), IdentityHash.Request(Keys, Request(user: "a", route: "bc")));
        Assert.NotEqual(IdentityHash.KeyRecord(Keys, Join(user: "ab", key: "c")), IdentityHash.KeyRecord(Keys, Join(user: "a", key: "bc")));
    }

    [Fact]
    public void A_user_is_found_by_the_user_alone_and_a_stranger_by_the_key()
    {
        Assert.Equal(IdentityHash.User(Keys, "concert", "u1"), IdentityHash.Entry(Keys, Join(user: "u1", key: "k", label: "name")));
        Assert.Equal(IdentityHash.Entry(Keys, Join(key: "k")), IdentityHash.Entry(Keys, Join(key: "k", label: "name")));
        Assert.Equal(100, Enumerable.Range(0, 100).Select(_ => IdentityHash.Entry(Keys, Join())).Distinct().Count());
    }

    [Fact]
    public void A_pass_of_nobody_is_bound_to_zero()
    {
        Assert.Equal(UInt128.Zero, IdentityHash.PassUser(Keys, "concert", null));
        Assert.NotEqual(UInt128.Zero, IdentityHash.PassUser(Keys, "concert", ""));
    }

    [Fact]
    public void The_events_of_one_key_are_one_record_and_two_requests()
    {
        var (concert, opera) = (Join(key: "k"), Join(key: "k", eventId: "opera"));
        Assert.Equal(IdentityHash.KeyRecord(Keys, concert), IdentityHash.KeyRecord(Keys, opera));
        Assert.NotEqual(IdentityHash.Fingerprint(Keys, concert), IdentityHash.Fingerprint(Keys, opera));
        Assert.Equal(IdentityHash.Fingerprint(Keys, concert), IdentityHash.Fingerprint(Keys, Join(user: "u1", key: "other")));
    }

    /// <summary>Places outlive a release: the stores of running sales hold these.</summary>
    [Fact]
    public void Hashes_are_of_the_use_and_the_names_each_behind_its_length()
    {
        Assert.Equal(Hmac("user", "concert", "Zoë"), IdentityHash.User(Keys, "concert", "Zoë").Value);
        Assert.Equal(Hmac("key", "concert", "k"), IdentityHash.Entry(Keys, Join(key: "k")).Value);
        Assert.Equal(Hmac("pass", "concert", "u1"), IdentityHash.PassUser(Keys, "concert", "u1"));
        Assert.Equal(Hmac("idempotency", "key", "k"), IdentityHash.KeyRecord(Keys, Join(key: "k")));
        Assert.Equal(Hmac("idempotency", "useru1", "k"), IdentityHash.KeyRecord(Keys, Join(user: "u1", key: "k")));
        Assert.Equal(Hmac("join", "concert", ""), IdentityHash.Fingerprint(Keys, Join()));
        Assert.Equal(Hmac("join-as", "concert", "name"), IdentityHash.Fingerprint(Keys, Join(label: "name")));
        Assert.Equal(Hmac("request", "key", "POST /orders", "x"), IdentityHash.Request(Keys, Request()));
        Assert.Equal(Hmac("request", "useru1", "POST /orders", "x"), IdentityHash.Request(Keys, Request(user: "u1")));
    }

    [Fact]
    public void Another_secret_makes_other_people_of_all()
    {
        var others = Ring("another");
        Assert.NotEqual(IdentityHash.User(Keys, "concert", "u1"), IdentityHash.User(others, "concert", "u1"));
        Assert.NotEqual(IdentityHash.Content(Keys, "x"u8), IdentityHash.Content(others, "x"u8));
    }

    private static KeyRing Ring(string of) => new(
        new TokenOptions { IdentitySecret = Convert.ToBase64String(Secret(of)) }, Secret("shared"));

    private static byte[] Secret(string of) => SHA256.HashData(Encoding.ASCII.GetBytes(of));

    private static UInt128 Hmac(params string[] parts)
    {
        var bytes = parts.SelectMany(part => (byte[])[.. BitConverter.GetBytes(Encoding.UTF8.GetByteCount(part)), .. Encoding.UTF8.GetBytes(part)]).ToArray();
        return EntryId.Read(HMACSHA256.HashData(Secret("identity"), bytes)).Value;
    }

    private static JoinRequest Join(string? user = null, string? key = null, string? label = null, string eventId = "concert") =>
        new() { EventId = eventId, UserId = user, IdempotencyKey = key, Label = label };

    private static IdempotencyRequest Request(string? user = null, string route = "POST /orders", string key = "x") =>
        new() { UserId = user, Route = route, Key = key };
}
