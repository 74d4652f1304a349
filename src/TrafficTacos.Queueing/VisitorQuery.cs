namespace TrafficTacos.Queueing;

/// <summary>By what an operator looks for a visitor.</summary>
public sealed class VisitorQuery
{
    internal enum Kind
    {
        Token,
        User,
        IdempotencyKey,
        SupportCode,
        Position,
        DrawNumber,
    }

    private VisitorQuery(Kind by, string text, long number = 0) => (By, Text, Number) = (by, text, number);

    internal Kind By { get; }

    internal string Text { get; }

    internal long Number { get; }

    /// <summary>Whether it proves nothing: anybody can say a number. It finds a visitor to read, and changes nothing.</summary>
    public bool IsNumber => By is Kind.Position or Kind.DrawNumber;

    /// <summary>By the waiting token.</summary>
    /// <param name="waitingToken">Any token of the place.</param>
    public static VisitorQuery ByToken(string waitingToken) => new(Kind.Token, NotEmpty(waitingToken));

    /// <summary>By the user's id.</summary>
    /// <param name="userId">As in <see cref="JoinRequest.UserId"/>.</param>
    public static VisitorQuery ByUser(string userId) => new(Kind.User, NotEmpty(userId));

    /// <summary>By the idempotency key that a visitor without a user joined with.</summary>
    /// <param name="key">As in <see cref="JoinRequest.IdempotencyKey"/>.</param>
    public static VisitorQuery ByIdempotencyKey(string key) => new(Kind.IdempotencyKey, NotEmpty(key));

    /// <summary>By the <see cref="VisitorStatus.SupportCode"/> of their status. It looks at every place, in pages.</summary>
    /// <param name="code">With or without the hyphen, in any case.</param>
    /// <exception cref="ArgumentException">It is no such code.</exception>
    public static VisitorQuery BySupportCode(string code) => new(Kind.SupportCode, Engine.SupportCode.Normalize(code, nameof(code)));

    /// <summary>By where they stand.</summary>
    /// <param name="position">1 is the first.</param>
    public static VisitorQuery ByPosition(long position)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(position, 1);
        return new VisitorQuery(Kind.Position, "", position);
    }

    /// <summary>By the number that they drew, as <see cref="VisitorStatus.DrawNumber"/>, once the draw is done. It looks at the list of the draw, in pages.</summary>
    /// <param name="number">1 is the first.</param>
    public static VisitorQuery ByDrawNumber(long number)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(number, 1);
        return new VisitorQuery(Kind.DrawNumber, "", number);
    }

    private static string NotEmpty(string text)
    {
        ArgumentException.ThrowIfNullOrEmpty(text);
        return text;
    }
}
