namespace Everything.Endpoints;

/// <summary>A file that a client may fetch in ranges.</summary>
public static class Downloads
{
    public static void MapDownloads(this WebApplication app) =>
        app.MapGet("/download", () => Results.Bytes(new byte[1000], "application/octet-stream", enableRangeProcessing: true)).RequireAdmission("concert");
}
