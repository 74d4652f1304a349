using System.Security.Cryptography;

namespace TrafficTacos.Queueing.Draw;

/// <summary>Whether papers are whole: what a state needs is there, and every number is within its bounds. Whether they are true is another
/// question.</summary>
internal static class PapersCheck
{
    /// <summary>Null, or what is wrong.</summary>
    public static string? MistakeIn(DrawPapers papers)
    {
        if (papers.Format is not DrawPapers.Format1)
            return $"The format is {papers.Format}; this program reads {DrawPapers.Format1}.";
        if (MistakeIn(papers.Announcement) is { } mistake)
            return mistake;
        if (papers.States.Count == 0 || papers.States[0].State != PapersState.Announced || papers.States[^1].State != papers.State)
            return "The states begin with announced and end with the state of the draw.";
        for (var i = 1; i < papers.States.Count; i++)
        {
            var (before, state) = (papers.States[i - 1].State, papers.States[i].State);
            if (state == PapersState.Abandoned ? before >= PapersState.Seeded : state != before + 1)
                return "The states are not in order; a draw can be abandoned until it is seeded.";
            if (papers.States[i].At < papers.States[i - 1].At)
                return "A state was reached before the one before it.";
        }

        if (papers.AnnouncementHash.Length != SHA256.HashSizeInBytes)
            return "The announcement_hash has 32 bytes.";
        if (papers.Notes.Count > DrawPapers.MaxNotes || papers.Notes.Any(note => note.Text.Length > DrawNote.MaxText))
            return $"There are at most {DrawPapers.MaxNotes} notes of {DrawNote.MaxText} characters.";
        if ((papers.State == PapersState.Abandoned) != papers.Abandonment is not null)
            return "An abandoned draw has an abandonment, and no other draw has.";
        return papers.State == PapersState.Abandoned ? null : MistakeInResult(papers);
    }

    public static string? MistakeIn(DrawAnnouncement announcement)
    {
        if (announcement.Algorithm is not DrawAnnouncement.Tq1)
            return $"The algorithm is {announcement.Algorithm}; this program knows {DrawAnnouncement.Tq1}.";
        if (announcement.EventId.Length == 0 || announcement.Generation.Length != DrawAnnouncement.GenerationSize)
            return "The announcement names an event and its generation of 16 bytes.";
        if (announcement.Identity is not (DrawAnnouncement.OfUsers or DrawAnnouncement.OfBrowsers))
            return $"The identity is \"{DrawAnnouncement.OfUsers}\" or \"{DrawAnnouncement.OfBrowsers}\".";
        // The generated reader leaves a member null that is absent.
        if (announcement.Amendments is null)
            return "The announcement has amendments, if none an empty list.";
        if (announcement.Amendments.Count > DrawAnnouncement.MaxAmendments)
            return $"There are at most {DrawAnnouncement.MaxAmendments} amendments.";
        for (var i = 0; i < announcement.Amendments.Count; i++)
        {
            if (announcement.Amendments[i].Number != i + 1)
                return "The amendments are numbered from 1.";
        }

        return announcement.Source switch
        {
            DrawAnnouncement.BeaconSource => announcement is { Beacon.Period: > 0 and <= 86_400, Beacon.Genesis: >= 0, Commitment: null }
                ? null
                : "With the source beacon the announcement has a beacon with its genesis and period, and no commitment.",
            DrawAnnouncement.SecretSource => announcement is { Beacon: null, Commitment.Length: SHA256.HashSizeInBytes }
                ? null
                : "With the source secret the announcement has a commitment of 32 bytes, and no beacon.",
            _ => "The source is beacon or secret.",
        };
    }

    private static string? MistakeInResult(DrawPapers papers)
    {
        var rooted = papers.State >= PapersState.Rooted;
        var seeded = papers.State >= PapersState.Seeded;
        var ofBeacon = papers.Announcement.Beacon is not null;
        if (papers.Entries is < 0 or > LeafList.MaxCount)
            return $"A draw has at most {LeafList.MaxCount} entries.";
        if (rooted != papers.Entries is not null || rooted != papers.Root is not null || papers.Root is { Length: not MerkleTree.HashSize })
            return "From the state rooted on, and not before, there are entries and a root of 32 bytes.";
        if ((rooted && ofBeacon) != papers.Beacon is not null || papers.Beacon is { Round: < 1 })
            return "From the state rooted on, and not before, a draw by a beacon names its round.";
        if (seeded != papers.Seed is not null || papers.Seed is { Length: not DrawSeed.Size })
            return "From the state seeded on, and not before, there is a seed of 32 bytes.";
        if (seeded != papers.Randomness is not null || papers.Randomness is { Length: not DrawSeed.Size })
            return "From the state seeded on, and not before, there is the randomness: of the beacon's round, or the secret, 32 bytes.";
        return ofBeacon == papers.Secret is not null && papers.Secret is not null ? "A draw by a beacon has no secret." : null;
    }
}
