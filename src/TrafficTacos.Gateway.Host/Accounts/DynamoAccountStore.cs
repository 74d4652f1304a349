using System.Globalization;
using Amazon.DynamoDBv2;
using Amazon.DynamoDBv2.Model;
using Amazon.Runtime;

namespace TrafficTacos.Gateway.Host.Accounts;

/// <summary>
/// The accounts in the DynamoDB table of the gateway that this one replaces: key <c>user_id</c>, index <c>username-index</c> on
/// <c>username</c>. An index cannot make a name unique, so a name is claimed by a conditional write of an item of its own, which has no
/// <c>username</c> and so is not in the index.
/// </summary>
internal sealed class DynamoAccountStore(IAmazonDynamoDB table, string tableName, TimeProvider time) : IAccountStore, IDisposable
{
    private const string Index = "username-index";
    private const string UserId = "user_id";
    private const string Username = "username";
    private const string PasswordHash = "password_hash";
    private const string UpdatedAt = "updated_at";
    private const string ClaimedBy = "claimed_by";
    private const string ClaimedAt = "claimed_at";
    private const string ClaimPrefix = "username#";

    /// <summary>A claim without an account after this time is of a gateway that ended in between.</summary>
    private static readonly TimeSpan ClaimTimeout = TimeSpan.FromMinutes(1);

    /// <summary>Whether an exception means that DynamoDB is unavailable, refuses the gateway, or has no such table.</summary>
    public static bool IsUnavailable(Exception exception) => exception is AmazonClientException or AmazonServiceException;

    public async ValueTask<bool> TryAddAsync(Account account)
    {
        var claim = ClaimPrefix + account.Username.ToLowerInvariant();
        if (await FindAsync(account.Username) is not null || !await TryClaimAsync(claim, account.UserId))
            return false;
        try
        {
            await table.PutItemAsync(new PutItemRequest
            {
                TableName = tableName,
                Item = Write(account),
                ConditionExpression = $"attribute_not_exists({UserId})",
            });
        }
        catch (Exception exception) when (IsUnavailable(exception))
        {
            await table.DeleteItemAsync(tableName, Key(claim));
            throw;
        }

        return true;
    }

    public async ValueTask<Account?> FindAsync(string username)
    {
        if (await QueryAsync(username) is { } exact)
            return exact;
        var lower = username.ToLowerInvariant();
        if (!string.Equals(lower, username, StringComparison.Ordinal) && await QueryAsync(lower) is { } inLowerCase)
            return inLowerCase;
        // The name in another case, or an account that the index does not have yet.
        return await GetAsync(ClaimPrefix + lower) is { } claim && claim.TryGetValue(ClaimedBy, out var owner)
            ? Read(await GetAsync(owner.S))
            : null;
    }

    public async ValueTask ReplaceHashAsync(Account account, string passwordHash)
    {
        try
        {
            await table.UpdateItemAsync(new UpdateItemRequest
            {
                TableName = tableName,
                Key = Key(account.UserId),
                UpdateExpression = $"SET {PasswordHash} = :new, {UpdatedAt} = :now",
                ConditionExpression = $"{PasswordHash} = :old",
                ExpressionAttributeValues = new(StringComparer.Ordinal) { [":new"] = new(passwordHash), [":old"] = new(account.PasswordHash), [":now"] = new(Time(time.GetUtcNow())) },
            });
        }
        catch (ConditionalCheckFailedException)
        {
            // the password changed in the meantime
        }
    }

    public void Dispose() => table.Dispose();

    private async ValueTask<bool> TryClaimAsync(string claim, string userId)
    {
        var values = new Dictionary<string, AttributeValue>(StringComparer.Ordinal);
        var condition = $"attribute_not_exists({UserId})";
        if (await GetAsync(claim) is { } other && other.TryGetValue(ClaimedBy, out var owner))
        {
            if (IsRecent(other) || await GetAsync(owner.S) is not null)
                return false;
            condition = $"{ClaimedBy} = :owner";
            values[":owner"] = owner;
        }

        try
        {
            await table.PutItemAsync(new PutItemRequest
            {
                TableName = tableName,
                Item = new(StringComparer.Ordinal) { [UserId] = new(claim), [ClaimedBy] = new(userId), [ClaimedAt] = new(Time(time.GetUtcNow())) },
                ConditionExpression = condition,
                ExpressionAttributeValues = values.Count > 0 ? values : null,
            });
            return true;
        }
        catch (ConditionalCheckFailedException)
        {
            return false;
        }
    }

    private bool IsRecent(Dictionary<string, AttributeValue> claim) =>
        claim.TryGetValue(ClaimedAt, out var at)
        && DateTimeOffset.TryParse(at.S, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var claimed)
        && time.GetUtcNow() - claimed < ClaimTimeout;

    /// <summary>The oldest account of a name: older gateways may have made several.</summary>
    private async ValueTask<Account?> QueryAsync(string username)
    {
        var found = await table.QueryAsync(new QueryRequest
        {
            TableName = tableName,
            IndexName = Index,
            KeyConditionExpression = $"{Username} = :name",
            ExpressionAttributeValues = new(StringComparer.Ordinal) { [":name"] = new(username) },
        });
        return (found.Items ?? []).Select(Read).OfType<Account>().MinBy(account => account.CreatedAt);
    }

    private async ValueTask<Dictionary<string, AttributeValue>?> GetAsync(string id)
    {
        var reply = await table.GetItemAsync(new GetItemRequest { TableName = tableName, Key = Key(id), ConsistentRead = true });
        return reply.Item is { Count: > 0 } item ? item : null;
    }

    private static Dictionary<string, AttributeValue> Key(string id) => new(StringComparer.Ordinal) { [UserId] = new(id) };

    private static Dictionary<string, AttributeValue> Write(Account account) => new(StringComparer.Ordinal)
    {
        [UserId] = new(account.UserId),
        [Username] = new(account.Username),
        ["email"] = new(account.Email),
        ["display_name"] = new(account.DisplayName),
        ["role"] = new(account.Role),
        [PasswordHash] = new(account.PasswordHash),
        ["created_at"] = new(Time(account.CreatedAt)),
        [UpdatedAt] = new(Time(account.CreatedAt)),
    };

    /// <summary>Null for an item that is no account, or one without a password.</summary>
    private static Account? Read(Dictionary<string, AttributeValue>? item)
    {
        if (item is null || Text(UserId) is not { } id || Text(Username) is not { } name || Text(PasswordHash) is not { } hash)
            return null;
        _ = DateTimeOffset.TryParse(Text("created_at"), CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var created);
        return new Account(id, name, Text("email") ?? "", Text("display_name") ?? name, Text("role") ?? Account.UserRole, hash, created);

        string? Text(string attribute) => item.TryGetValue(attribute, out var value) && value.S is { Length: > 0 } text ? text : null;
    }

    /// <summary>As Go writes times.</summary>
    private static string Time(DateTimeOffset time) => time.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss.fffffff'Z'", CultureInfo.InvariantCulture);
}
