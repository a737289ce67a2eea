using Identity.Core.Configuration;

namespace Identity.App.Tests.Apply;

/// <summary>Other nodes learn of a change by the version alone.</summary>
public sealed class VersionTests : IAsyncLifetime
{
    private readonly Database database = new();

    public ValueTask InitializeAsync() => database.InitializeAsync();

    public ValueTask DisposeAsync() => database.DisposeAsync();

    [Theory]
    [InlineData("""{ "resources": [{ "identifier": "https://api.example.com" }] }""")]
    [InlineData("""{ "scopes": [{ "name": "invoices" }] }""")]
    [InlineData("""{ "clients": [{ "client_id": "web", "redirect_uris": ["https://app.example.com/cb"], "token_endpoint_auth_method": "none" }] }""")]
    [InlineData("""{ "roles": [{ "name": "Clerk" }] }""")]
    [InlineData("""{ "groups": [{ "name": "Staff" }] }""")]
    [InlineData("""{ "users": [{ "username": "ada", "password": "rather-long-and-unusual-9" }] }""")]
    public async Task A_change_in_any_section_moves_the_version(string file)
    {
        var before = await database.DbAsync(db => db.ReadConfigVersionAsync(default));

        Assert.Single(await database.ChangesAsync(file));

        Assert.True(await database.DbAsync(db => db.ReadConfigVersionAsync(default)) > before);
    }
}
