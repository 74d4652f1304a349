using System.Security.Cryptography;
using System.Text;
using Microsoft.AspNetCore.Antiforgery;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.WebUtilities;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
using Microsoft.Net.Http.Headers;

namespace TrafficTacos.Queueing.AspNetCore.Idempotency;

/// <summary>
/// The content of a form. A browser that sends the same form again writes other bytes: it makes up another boundary between the parts,
/// and the page may have another antiforgery token. So the fields count, in their order, and not the bytes.
/// </summary>
internal static class FormIdentity
{
    private const string Multipart = "multipart/form-data";
    private const string UrlEncoded = "application/x-www-form-urlencoded";
    private const int MaxBoundaryLength = 70;

    /// <summary>The name of the field without other settings.</summary>
    private const string DefaultAntiforgeryField = "__RequestVerificationToken";

    /// <summary>Appends the fields of a form to the hash.</summary>
    /// <returns>False if the body is no form that can be read; nothing was appended then.</returns>
    public static async ValueTask<bool> TryAppendAsync(IncrementalHash hash, HttpRequest request, MemoryStream body, CancellationToken cancellationToken)
    {
        if (!MediaTypeHeaderValue.TryParse(request.ContentType, out var type))
            return false;
        body.Position = 0;
        List<byte[]>? parts = null;
        try
        {
            if (type.MediaType.Equals(Multipart, StringComparison.OrdinalIgnoreCase))
                parts = await ReadMultipartAsync(type, body, AntiforgeryField(request), cancellationToken).ConfigureAwait(false);
            else if (type.MediaType.Equals(UrlEncoded, StringComparison.OrdinalIgnoreCase))
                parts = ReadUrlEncoded(body, AntiforgeryField(request));
        }
        catch (Exception exception) when (exception is IOException or InvalidDataException or ArgumentException)
        {
            return false;
        }

        foreach (var part in parts ?? [])
            RequestIdentity.Append(hash, part);
        return parts is not null;
    }

    private static string AntiforgeryField(HttpRequest request) =>
        request.HttpContext.RequestServices.GetService<IOptions<AntiforgeryOptions>>()?.Value.FormFieldName ?? DefaultAntiforgeryField;

    /// <summary>Name, file name, content type and content of each part.</summary>
    private static async ValueTask<List<byte[]>?> ReadMultipartAsync(MediaTypeHeaderValue type, MemoryStream body, string antiforgeryField, CancellationToken cancellationToken)
    {
        var boundary = HeaderUtilities.RemoveQuotes(type.Boundary).ToString();
        if (boundary.Length is 0 or > MaxBoundaryLength)
            return null;
        var parts = new List<byte[]>();
        var reader = new MultipartReader(boundary, body);
        while (await reader.ReadNextSectionAsync(cancellationToken).ConfigureAwait(false) is { } section)
        {
            if (section.GetContentDispositionHeader() is not { } disposition)
                return null;
            var name = HeaderUtilities.RemoveQuotes(disposition.Name).ToString();
            using var content = new MemoryStream();
            await section.Body.CopyToAsync(content, cancellationToken).ConfigureAwait(false);
            if (string.Equals(name, antiforgeryField, StringComparison.Ordinal))
                continue;
            var file = disposition.FileNameStar.HasValue ? disposition.FileNameStar : disposition.FileName;
            parts.Add(Encoding.UTF8.GetBytes(name));
            parts.Add(Encoding.UTF8.GetBytes(HeaderUtilities.RemoveQuotes(file).ToString()));
            parts.Add(Encoding.UTF8.GetBytes(section.ContentType ?? ""));
            parts.Add(content.ToArray());
        }

        return parts;
    }

    /// <summary>Name and value of each field: a character may be written in several ways.</summary>
    private static List<byte[]> ReadUrlEncoded(MemoryStream body, string antiforgeryField)
    {
        var parts = new List<byte[]>();
        foreach (var pair in new QueryStringEnumerable(Encoding.UTF8.GetString(body.GetBuffer(), 0, (int)body.Length)))
        {
            var name = pair.DecodeName();
            if (name.Span.SequenceEqual(antiforgeryField))
                continue;
            parts.Add(Encoding.UTF8.GetBytes(name.ToString()));
            parts.Add(Encoding.UTF8.GetBytes(pair.DecodeValue().ToString()));
        }

        return parts;
    }
}
