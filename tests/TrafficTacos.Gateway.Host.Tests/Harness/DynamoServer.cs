using System.Diagnostics;
using System.Globalization;
using Amazon.DynamoDBv2;
using Amazon.DynamoDBv2.Model;
using TrafficTacos.Gateway.Host.Accounts;
using TrafficTacos.Gateway.Host.Configuration;

namespace TrafficTacos.Gateway.Host.Tests.Harness;

/// <summary>DynamoDB for tests (dynalite), with the table of accounts that exists.</summary>
public sealed class DynamoServer : IAsyncLifetime
{
    public const string Table = "ticket-users";
    public const string Region = "ap-northeast-2";

    private Process? _process;

    public Uri Address { get; private set; } = null!;

    internal IAmazonDynamoDB Client { get; private set; } = null!;

    internal DynamoSettings Settings => new(SettingsReader.Of()) { Table = Table, Region = Region, Endpoint = Address };

    public async Task InitializeAsync()
    {
        // The SDK's own chain finds these.
        Environment.SetEnvironmentVariable("AWS_ACCESS_KEY_ID", "local");
        Environment.SetEnvironmentVariable("AWS_SECRET_ACCESS_KEY", "local");
        var port = RedisServer.FreePort().ToString(CultureInfo.InvariantCulture);
        Address = new Uri("http://127.0.0.1:" + port);
        _process = Process.Start(new ProcessStartInfo("node", [NodePrograms.PathOf("dynalite"), "--host", "127.0.0.1", "--port", port, "--createTableMs", "0"]) { UseShellExecute = false, RedirectStandardOutput = true })!;
        await _process.StandardOutput.ReadLineAsync();
        Client = Settings.CreateClient();
        await Client.CreateTableAsync(new CreateTableRequest
        {
            TableName = Table,
            BillingMode = BillingMode.PAY_PER_REQUEST,
            AttributeDefinitions = [new("user_id", ScalarAttributeType.S), new("username", ScalarAttributeType.S)],
            KeySchema = [new("user_id", KeyType.HASH)],
            GlobalSecondaryIndexes =
            [
                new() { IndexName = "username-index", KeySchema = [new("username", KeyType.HASH)], Projection = new() { ProjectionType = ProjectionType.ALL } },
            ],
        });
        await Eventually.IsTrueAsync(async () => (await Client.DescribeTableAsync(Table)).Table is { TableStatus.Value: "ACTIVE" } table
            && table.GlobalSecondaryIndexes.TrueForAll(index => index.IndexStatus == IndexStatus.ACTIVE));
    }

    public Task DisposeAsync()
    {
        Client.Dispose();
        _process?.Kill();
        _process?.Dispose();
        return Task.CompletedTask;
    }

    /// <summary>Writes an account as the gateway that this one replaces does.</summary>
    internal Task PutAsync(string username, string passwordHash, string created = "2026-01-05T10:00:00.123456789Z") => Client.PutItemAsync(Table, new(StringComparer.Ordinal)
    {
        ["user_id"] = new(Guid.NewGuid().ToString()),
        ["username"] = new(username),
        ["password_hash"] = new(passwordHash),
        ["email"] = new("fan@example.org"),
        ["display_name"] = new("Taco Fan"),
        ["role"] = new("user"),
        ["created_at"] = new(created),
        ["updated_at"] = new(created),
    });

    /// <summary>The items that the index has for a name.</summary>
    internal async Task<List<Dictionary<string, AttributeValue>>> FindAsync(string username) => (await Client.QueryAsync(new QueryRequest
    {
        TableName = Table,
        IndexName = "username-index",
        KeyConditionExpression = "username = :name",
        ExpressionAttributeValues = new(StringComparer.Ordinal) { [":name"] = new(username) },
    })).Items ?? [];
}

/// <summary>One DynamoDB for all classes that need nothing of it but names of their own.</summary>
[CollectionDefinition(Name)]
public sealed class DynamoCollection : ICollectionFixture<DynamoServer>
{
    public const string Name = "DynamoDB";
}
