using System.CommandLine;
using TrafficTacos.Queueing.Operator.Cli;

namespace TrafficTacos.Queueing.Operator.Commands;

/// <summary>By what a visitor is named. Anybody can say a number, so it only finds.</summary>
internal sealed class VisitorOptions(bool withNumbers)
{
    private readonly Option<string?> _token = Inputs.Text("--token", "TOKEN", "The waiting token.");
    private readonly Option<string?> _user = Inputs.Text("--user", "ID", "The user's id.");
    private readonly Option<string?> _key = Inputs.Text("--key", "KEY", "The Idempotency-Key that a visitor without a user joined with.");
    private readonly Option<string?> _code = Inputs.Text("--code", "CODE", "The support code of their page.");
    private readonly Option<long?> _position = Inputs.Position("--position", "Where they stand.");
    private readonly Option<long?> _number = Inputs.Position("--number", "The number that they drew.");

    private IEnumerable<Option> Options => withNumbers ? [_token, _user, _key, _code, _position, _number] : [_token, _user, _key, _code];

    public void AddTo(Command command)
    {
        foreach (var option in Options)
            command.Add(option);
    }

    public bool IsGiven(ParseResult parsed) => Queries(parsed).Any();

    /// <exception cref="WrongInputException">None is given, or several are.</exception>
    public VisitorQuery Read(ParseResult parsed)
    {
        var queries = Queries(parsed).ToList();
        return queries.Count == 1 ? queries[0] : throw new WrongInputException($"Name the visitor by one of {string.Join(", ", Options.Select(option => option.Name))}.");
    }

    private IEnumerable<VisitorQuery> Queries(ParseResult parsed)
    {
        if (parsed.GetValue(_token) is { } token)
            yield return VisitorQuery.ByToken(token);
        if (parsed.GetValue(_user) is { } user)
            yield return VisitorQuery.ByUser(user);
        if (parsed.GetValue(_key) is { } key)
            yield return VisitorQuery.ByIdempotencyKey(key);
        if (parsed.GetValue(_code) is { } code)
            yield return VisitorQuery.BySupportCode(code);
        if (withNumbers && parsed.GetValue(_position) is { } position)
            yield return VisitorQuery.ByPosition(position);
        if (withNumbers && parsed.GetValue(_number) is { } number)
            yield return VisitorQuery.ByDrawNumber(number);
    }
}
