using System.ComponentModel;
using System.Text.Json.Serialization;

namespace TrafficTacos.Queueing.AspNetCore.Wire;

/// <summary>200 of draw. Bytes are lower-case hexadecimal digits, as in the papers.</summary>
[JsonNumberHandling(JsonNumberHandling.Strict)]
internal sealed record DrawResponse(
    [property: JsonPropertyName("event_id"), Description("The event.")] string EventId,
    [property: JsonPropertyName("generation"), Description("Which event of this name.")] string Generation,
    [property: JsonPropertyName("state"), Description("announced, frozen (it is decided who takes part), rooted (the root is public), seeded (the randomness is known), ranked (the numbers are valid), or abandoned (all stand by arrival).")] string State,
    [property: JsonPropertyName("announcement"), Description("What was public before anybody gathered.")] DrawAnnouncementResponse Announcement)
{
    /// <summary>How many take part.</summary>
    [JsonPropertyName("entries"), JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull), Description("From rooted on: how many take part.")]
    public int? Entries { get; init; }

    /// <summary>The Merkle root.</summary>
    [JsonPropertyName("root"), JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull), Description("From rooted on: the Merkle root over all who take part.")]
    public string? Root { get; init; }

    /// <summary>The randomness of the beacon's round.</summary>
    [JsonPropertyName("beacon_value"), JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull), Description("From seeded on, with a beacon: the randomness of its round.")]
    public string? BeaconValue { get; init; }

    /// <summary>The secret.</summary>
    [JsonPropertyName("secret"), JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull), Description("From seeded on, without a beacon: the secret whose hash was announced.")]
    public string? Secret { get; init; }

    /// <summary>The seed.</summary>
    [JsonPropertyName("seed"), JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull), Description("From seeded on: what the numbers follow from.")]
    public string? Seed { get; init; }

    /// <summary>Why nothing was drawn.</summary>
    [JsonPropertyName("reason"), JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull), Description("When abandoned: why.")]
    public string? Reason { get; init; }

    /// <summary>Where the papers are.</summary>
    [JsonPropertyName("papers_url"), Description("All of it in one document, to recompute the draw.")]
    public required string PapersUrl { get; init; }

    /// <summary>Where the list is.</summary>
    [JsonPropertyName("leaves_url"), JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull), Description("From rooted on: the list of who takes part, 32 bytes each.")]
    public string? LeavesUrl { get; init; }

    /// <summary>The visitor's own part.</summary>
    [JsonPropertyName("mine"), JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull), Description("From rooted on, with a waiting token: the visitor's own part. Absent for who joined later.")]
    public DrawnPlaceResponse? Mine { get; init; }
}

/// <summary>What was announced.</summary>
[JsonNumberHandling(JsonNumberHandling.Strict)]
internal sealed record DrawAnnouncementResponse(
    [property: JsonPropertyName("algorithm"), Description("How the draw is made: tq-draw-1.")] string Algorithm,
    [property: JsonPropertyName("hash"), Description("The SHA-256 of all that was announced.")] string Hash,
    [property: JsonPropertyName("gather_at"), JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull), Description("From when visitors may join.")] DateTimeOffset? GatherAt,
    [property: JsonPropertyName("draw_at"), Description("When the draw is, as last announced: the papers have every amendment.")] DateTimeOffset DrawAt,
    [property: JsonPropertyName("opens_at"), JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull), Description("When the event opens. It is no part of the announcement, and may change.")] DateTimeOffset? OpensAt,
    [property: JsonPropertyName("source"), Description("beacon, or secret: then nobody can verify the draw against the operator.")] string Source,
    [property: JsonPropertyName("identity"), Description("Whose a place is: user or browser.")] string Identity,
    [property: JsonPropertyName("amendments"), Description("How often a later time was set.")] int Amendments,
    [property: JsonPropertyName("beacon"), JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull), Description("The public source of randomness.")] DrawBeaconResponse? Beacon,
    [property: JsonPropertyName("commitment"), JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull), Description("Without a beacon: the SHA-256 of the secret.")] string? Commitment);

/// <summary>The beacon.</summary>
[JsonNumberHandling(JsonNumberHandling.Strict)]
internal sealed record DrawBeaconResponse(
    [property: JsonPropertyName("name"), Description("The beacon.")] string Name,
    [property: JsonPropertyName("round"), JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull), Description("From rooted on: the round that decides.")] long? Round,
    [property: JsonPropertyName("round_at"), JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull), Description("When that round appears.")] DateTimeOffset? RoundAt);

/// <summary>A visitor's own part.</summary>
[JsonNumberHandling(JsonNumberHandling.Strict)]
internal sealed record DrawnPlaceResponse(
    [property: JsonPropertyName("leaf"), Description("What stands for the visitor in the list.")] string Leaf,
    [property: JsonPropertyName("salt"), Description("Told to this visitor alone.")] string Salt,
    [property: JsonPropertyName("entry"), Description("The id of the place.")] string Entry,
    [property: JsonPropertyName("ticket"), Description("The ticket of the place, in decimal digits.")] string Ticket,
    [property: JsonPropertyName("index"), Description("Where the leaf stands in the list, from 0.")] int Index,
    [property: JsonPropertyName("path"), Description("The hashes beside the way from the leaf to the root.")] IReadOnlyList<string> Path,
    [property: JsonPropertyName("draw_number"), JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull), Description("From seeded on: the number that was drawn, from 1.")] int? DrawNumber);
