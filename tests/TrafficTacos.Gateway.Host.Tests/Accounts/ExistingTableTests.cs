using System.Net;
using TrafficTacos.Gateway.Host.Accounts;
using TrafficTacos.Gateway.Host.Configuration;
using TrafficTacos.Gateway.Host.Tests.Harness;
using Bcrypt = BCrypt.Net.BCrypt;

namespace TrafficTacos.Gateway.Host.Tests.Accounts;

/// <summary>The table of a gateway that this one replaces, which may still read and write it.</summary>
[Collection(DynamoCollection.Name)]
public sealed class ExistingTableTests(DynamoServer dynamo)
{
    /// <summary>Go's bcrypt of <see cref="AccountCalls.Password"/>.</summary>
    private const string GoHash = "$2a$10$olv6lpIdV1YhxV.By8B39evrHu8S9N90nOOUSQ15OL.TiPO9hgiZa";

    [Fact]
    public async Task An_account_that_exists_logs_in_and_stays_as_it_is()
    {
        await using var gateway = await OpenAsync();
        var name = AccountCalls.FreshName();
        await dynamo.PutAsync(name, GoHash);
        var account = (await gateway.LogInAsync(name)).Should(HttpStatusCode.OK);
        Assert.Equal((name, "Taco Fan", "user"), (account.String("username"), account.String("display_name"), account.String("role")));
        var item = Assert.Single(await dynamo.FindAsync(name));
        Assert.Equal((item["user_id"].S, GoHash), (account.String("user_id"), item["password_hash"].S));
        (await gateway.LogInAsync(name, "correct horsf")).ShouldFail(HttpStatusCode.Unauthorized, "INVALID_CREDENTIALS");
        (await gateway.RegisterAsync(name)).ShouldFail(HttpStatusCode.Conflict, "USERNAME_EXISTS");
    }

    [Fact]
    public async Task A_new_account_is_one_that_the_other_gateway_can_read()
    {
        await using var gateway = await OpenAsync();
        var name = AccountCalls.FreshName();
        (await gateway.RegisterAsync(name)).Should(HttpStatusCode.Created);
        var item = Assert.Single(await dynamo.FindAsync(name));
        Assert.Equal(
            ["created_at", "display_name", "email", "password_hash", "role", "updated_at", "user_id", "username"], item.Keys.Order(StringComparer.Ordinal));
        Assert.True(Bcrypt.Verify(AccountCalls.Password, item["password_hash"].S));
        Assert.Equal("user", item["role"].S);
    }

    [Fact]
    public async Task Hashes_are_upgraded_only_where_that_is_asked_for()
    {
        await using var gateway = await OpenAsync(upgradeHashes: true);
        var name = AccountCalls.FreshName();
        await dynamo.PutAsync(name, GoHash);
        for (var i = 0; i < 2; i++)
            (await gateway.LogInAsync(name)).Should(HttpStatusCode.OK);
        Assert.False(Assert.Single(await dynamo.FindAsync(name))["password_hash"].S.StartsWith("$2", StringComparison.Ordinal));
        (await gateway.LogInAsync(name, "correct horsf")).ShouldFail(HttpStatusCode.Unauthorized, "INVALID_CREDENTIALS");
    }

    /// <summary>A gateway ended between its two writes. A minute later the name is free again.</summary>
    [Fact]
    public async Task A_claim_without_an_account_holds_the_name_for_a_minute()
    {
        await using var gateway = await OpenAsync();
        foreach (var (seconds, status) in ((int, HttpStatusCode)[])[(-10, HttpStatusCode.Conflict), (-70, HttpStatusCode.Created)])
        {
            var name = AccountCalls.FreshName();
            await dynamo.Client.PutItemAsync(DynamoServer.Table, new(StringComparer.Ordinal)
            {
                ["user_id"] = new("username#" + name),
                ["claimed_by"] = new("nobody"),
                ["claimed_at"] = new(TimeProvider.System.GetUtcNow().AddSeconds(seconds).ToString("O")),
            });
            (await gateway.RegisterAsync(name)).Should(status);
        }
    }

    [Fact]
    public async Task Of_two_accounts_with_one_name_the_older_one_logs_in()
    {
        await using var gateway = await OpenAsync();
        var name = AccountCalls.FreshName();
        await dynamo.PutAsync(name, Bcrypt.HashPassword("younger", 4), "2026-02-05T10:00:00Z");
        await dynamo.PutAsync(name, Bcrypt.HashPassword("older", 4), "2026-01-05T10:00:00Z");
        (await gateway.LogInAsync(name, "older")).Should(HttpStatusCode.OK);
        (await gateway.LogInAsync(name, "younger")).ShouldFail(HttpStatusCode.Unauthorized, "INVALID_CREDENTIALS");
    }

    [Theory]
    [InlineData("$2a$15$olv6lpIdV1YhxV.By8B39evrHu8S9N90nOOUSQ15OL.TiPO9hgiZa")]
    [InlineData("$2a$10$short")]
    [InlineData("$2z$xx$olv6lpIdV1YhxV.By8B39evrHu8S9N90nOOUSQ15OL.TiPO9hgiZa")]
    [InlineData("correct horse")]
    public async Task A_hash_that_is_none_or_takes_seconds_admits_nobody(string hash)
    {
        await using var gateway = await OpenAsync();
        var name = AccountCalls.FreshName();
        await dynamo.PutAsync(name, hash);
        (await gateway.LogInAsync(name)).ShouldFail(HttpStatusCode.Unauthorized, "INVALID_CREDENTIALS");
    }

    /// <summary>Bcrypt ignores what is beyond.</summary>
    [Fact]
    public async Task A_password_above_72_bytes_is_refused()
    {
        await using var gateway = await OpenAsync();
        (await gateway.RegisterAsync(AccountCalls.FreshName(), new string('x', 72))).Should(HttpStatusCode.Created);
        foreach (var password in (string[])[new string('x', 73), new string('é', 37), string.Concat(Enumerable.Repeat("한", 25))])
        {
            var refused = await gateway.RegisterAsync(AccountCalls.FreshName(), password);
            refused.ShouldFail(HttpStatusCode.BadRequest, "INVALID_REQUEST");
            Assert.Contains("72 bytes", refused.Text, StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task Without_its_table_it_is_a_503()
    {
        var settings = TestSettings.Accounts(new DynamoSettings(SettingsReader.Of()) { Table = "another-table", Region = DynamoServer.Region, Endpoint = dynamo.Address });
        await using var gateway = await GatewayApp.OpenAsync(new GatewayAppOptions { Accounts = settings });
        (await gateway.LogInAsync(AccountCalls.FreshName())).ShouldFail(HttpStatusCode.ServiceUnavailable, "UPSTREAM_UNAVAILABLE");
        (await gateway.RegisterAsync(AccountCalls.FreshName())).ShouldFail(HttpStatusCode.ServiceUnavailable, "UPSTREAM_UNAVAILABLE");
    }

    private Task<GatewayApp> OpenAsync(bool upgradeHashes = false) =>
        GatewayApp.OpenAsync(new GatewayAppOptions { Accounts = TestSettings.Accounts(dynamo.Settings, upgradeHashes) });
}
