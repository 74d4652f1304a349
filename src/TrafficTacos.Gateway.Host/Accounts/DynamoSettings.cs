using Amazon;
using Amazon.DynamoDBv2;
using TrafficTacos.Gateway.Host.Configuration;

namespace TrafficTacos.Gateway.Host.Accounts;

/// <summary>The DynamoDB table of the accounts. Credentials come by the SDK's own chain.</summary>
internal sealed class DynamoSettings
{
    /// <summary>A region that the SDK reads, too.</summary>
    private const string CommonRegion = "AWS_REGION";

    /// <summary>The longest that DynamoDB can delay a log-in: a call, and one more attempt.</summary>
    private static readonly TimeSpan Timeout = TimeSpan.FromSeconds(2);
    private const int MaxRetries = 1;

    public DynamoSettings(SettingsReader reader)
    {
        var region = new Setting("Accounts:DynamoDb:Region", "DYNAMODB_REGION", $"The region of the table; otherwise that of {CommonRegion}.");
        Table = reader.Text(new("Accounts:DynamoDb:Table", "DYNAMODB_USERS_TABLE_NAME", "The DynamoDB table of the accounts. Without it they are in Redis."));
        Region = reader.Text(region) ?? reader.Variable(CommonRegion);
        Endpoint = reader.Value(
            new("Accounts:DynamoDb:Endpoint", "DYNAMODB_ENDPOINT", "Another address of DynamoDB, for tests."),
            "an http:// or https:// address",
            text => Uri.TryCreate(text, UriKind.Absolute, out var address) && address.Scheme is "http" or "https" ? address : null);
        if (Table is not null && Region is null)
            reader.Refuse(region, "a region such as ap-northeast-2, because DYNAMODB_USERS_TABLE_NAME is set");
    }

    /// <summary>The name of the table; null if the accounts are elsewhere.</summary>
    public string? Table { get; init; }

    public string? Region { get; init; }

    public Uri? Endpoint { get; init; }

    public IAmazonDynamoDB CreateClient()
    {
        var config = new AmazonDynamoDBConfig { Timeout = Timeout, MaxErrorRetry = MaxRetries };
        if (Endpoint is null)
            config.RegionEndpoint = RegionEndpoint.GetBySystemName(Region);
        else
            (config.ServiceURL, config.AuthenticationRegion) = (Endpoint.AbsoluteUri, Region);
        return new AmazonDynamoDBClient(config);
    }
}
