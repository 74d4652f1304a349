using System.IO.Compression;
using System.Runtime.CompilerServices;
using System.Security.Cryptography;
using System.Text.Json;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Net.Http.Headers;
using TrafficTacos.Queueing.AspNetCore.Wire;

namespace TrafficTacos.Queueing.AspNetCore.Endpoints;

/// <summary>The board of an event: one answer for everybody, that any cache in between may give.</summary>
internal static class BoardHandlers
{
    private static readonly ConditionalWeakTable<EventBoard, BoardBody> Bodies = [];

    public static async Task<IResult> ReadAsync(HttpContext context)
    {
        if (DrawHandlers.EventOf(context, out var error) is not { } eventId)
            return error!;
        // Whoever adds something to the address must not get past the cache.
        if (context.Request.Query.Count > 1)
            return ApiErrors.BoardQuery;
        var board = await context.RequestServices.GetRequiredService<EventBoards>().FindAsync(eventId, context.RequestAborted).ConfigureAwait(false);
        return board is null ? ApiErrors.EventNotFound : Bodies.GetValue(board, BoardBody.Of);
    }

    /// <summary>The same bytes for everybody who asks within a second.</summary>
    private sealed class BoardBody(byte[] text) : IResult
    {
        private readonly byte[] _packed = Pack(text);
        private readonly string _etag = $"W/\"{Convert.ToHexStringLower(SHA256.HashData(text).AsSpan(0, 8))}\"";

        public static BoardBody Of(EventBoard board) => new(JsonSerializer.SerializeToUtf8Bytes(ResponseOf(board), WireJson.Default.BoardResponse));

        public Task ExecuteAsync(HttpContext httpContext)
        {
            var (request, response) = (httpContext.Request, httpContext.Response);
            response.Headers.CacheControl = "public, max-age=1, stale-while-revalidate=1";
            response.Headers.ETag = _etag;
            response.Headers.Vary = HeaderNames.AcceptEncoding;
            if (request.Headers.IfNoneMatch is [var known] && string.Equals(known, _etag, StringComparison.Ordinal))
            {
                response.StatusCode = StatusCodes.Status304NotModified;
                return Task.CompletedTask;
            }

            var body = text;
            if (AcceptsGzip(request))
                (body, response.Headers.ContentEncoding) = (_packed, "gzip");
            response.ContentType = "application/json; charset=utf-8";
            response.ContentLength = body.Length;
            return response.Body.WriteAsync(body, httpContext.RequestAborted).AsTask();
        }

        private static bool AcceptsGzip(HttpRequest request)
        {
            foreach (var coding in request.GetTypedHeaders().AcceptEncoding)
            {
                if (coding.Value.Equals("gzip", StringComparison.OrdinalIgnoreCase))
                    return coding.Quality is not 0;
            }

            return false;
        }

        private static byte[] Pack(byte[] text)
        {
            using var packed = new MemoryStream();
            using (var gzip = new GZipStream(packed, CompressionLevel.Optimal))
                gzip.Write(text);
            return packed.ToArray();
        }
    }

    private static BoardResponse ResponseOf(EventBoard board) => new(
        board.EventId, board.AsOf, EventNames.NameOf(board.Phase), EventNames.NameOf(board.Mode), board.QueueLength, board.AdmissionsPerSecond, board.ShoppersFull,
        [.. board.Points.Select(point => new BoardRow(BoardRowConverter.TextOf(point.Key)!, point.Position, point.Error, Seconds(point.EstimatedWait), Seconds(point.EstimatedWaitP90)))])
    {
        OpensAt = board.Phase is EventPhase.Scheduled or EventPhase.Gathering ? board.OpensAt : null,
        Message = board.Message?.Text,
        MessageTranslations = board.Message is { Translations.Count: > 0 } message ? message.Translations : null,
    };

    private static long Seconds(TimeSpan wait) => (long)Math.Ceiling(wait.TotalSeconds);
}
