namespace TrafficTacos.Queueing.AspNetCore.Pages;

/// <summary>The texts of a page: those of its language, and what a policy says instead.</summary>
internal readonly record struct PageTexts(PageLanguage Language, WaitingPageOptions Options)
{
    /// <summary>The text of a name that every language has.</summary>
    public string this[string name] =>
        Options.Texts.TryGetValue($"{Language.Code}/{name}", out var text) || Options.Texts.TryGetValue(name, out text) ? text : Language.Texts[name];

    /// <summary>A number of something, such as minutes.</summary>
    public string Count(string name, long value) => Language.Plural(this[name], value).Replace("{n}", Language.Number(value), StringComparison.Ordinal);
}
