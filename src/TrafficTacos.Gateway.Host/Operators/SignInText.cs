using System.Globalization;
using Microsoft.Net.Http.Headers;

namespace TrafficTacos.Gateway.Host.Operators;

/// <summary>The texts of the sign-in page in a language.</summary>
internal sealed record SignInText(string Language, string Title, string Name, string Password, string Submit, string Wrong, string Busy, string Limited, string Other)
{
    public const string LanguageParameter = "lang";

    private static readonly SignInText English = new(
        "en", "Operator sign-in", "Name", "Password", "Sign in",
        "Name and password do not belong together. Check both.",
        "Too many sign-ins at once. Try again in a few seconds.",
        "Too many attempts. Try again in {0} seconds.",
        "한국어");

    private static readonly SignInText Korean = new(
        "ko", "대기실 운영자 로그인", "이름", "비밀번호", "로그인",
        "이름 또는 비밀번호가 맞지 않습니다. 다시 확인해 주세요.",
        "로그인 요청이 많습니다. 몇 초 뒤에 다시 시도해 주세요.",
        "시도 횟수가 너무 많습니다. {0}초 뒤에 다시 시도해 주세요.",
        "English");

    public string OtherLanguage => this == English ? Korean.Language : English.Language;

    /// <summary>The language of the parameter, else the first of the browser's that there is, else English.</summary>
    public static SignInText For(HttpRequest request)
    {
        if (Find(request.Query[LanguageParameter]) is { } chosen)
            return chosen;
        if (!StringWithQualityHeaderValue.TryParseList(request.Headers.AcceptLanguage, out var languages))
            return English;
        return languages.Where(language => language.Quality is not 0)
            .OrderByDescending(language => language.Quality ?? 1)
            .Select(language => Find(language.Value.Value)).FirstOrDefault(text => text is not null) ?? English;
    }

    /// <summary>What to say of attempts that are too many.</summary>
    public string LimitedFor(TimeSpan time) => string.Format(CultureInfo.InvariantCulture, Limited, (long)Math.Ceiling(time.TotalSeconds));

    private static SignInText? Find(string? tag) => tag?.Split('-')[0].ToLowerInvariant() switch
    {
        "ko" => Korean,
        "en" => English,
        _ => null,
    };
}
