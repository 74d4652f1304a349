namespace TrafficTacos.Queueing.AspNetCore.Pages;

/// <summary>What is wrong with the options of a page.</summary>
internal static class PageOptionsCheck
{
    /// <summary>Every mistake, as a sentence; none if the options are good.</summary>
    public static IEnumerable<string> MistakesOf(WaitingPageOptions options)
    {
        ArgumentNullException.ThrowIfNull(options);
        if (options.AccentColor is not null && !AccentColor.TryParse(options.AccentColor, out _))
            yield return $"AccentColor is '{options.AccentColor}'; it is written as #rrggbb";
        if (options.LogoUrl is not null && !PageAddress.IsSafe(options.LogoUrl))
            yield return $"LogoUrl is '{options.LogoUrl}'; it is a path that begins with one slash, or an address of http or https";
        if (options.LogInUrl is not null && !PageAddress.IsSafe(options.LogInUrl))
            yield return $"LogInUrl is '{options.LogInUrl}'; it is a path that begins with one slash, or an address of http or https";
        foreach (var key in options.Texts.Keys)
        {
            var (language, name) = key.Split('/') switch
            {
                [var only] => (null, only),
                [var code, var text] => (code, text),
                _ => (null, ""),
            };
            if (language is not null && !PageLanguage.All.ContainsKey(language))
                yield return $"Texts has '{key}'; the languages are {string.Join(", ", PageLanguage.All.Keys.Order(StringComparer.Ordinal))}";
            else if (!PageLanguage.English.Texts.ContainsKey(name))
                yield return $"Texts has '{key}'; the page has no text '{name}'";
        }
    }
}
