using Identity.Core.Apply;
using Identity.Core.Audit;
using Identity.Core.Clients;
using Identity.Core.Configuration;
using Microsoft.EntityFrameworkCore;
using OpenIddict.Abstractions;

namespace Identity.App.Tests.Apply;

public sealed class ApplyTests : IAsyncLifetime
{
    private const string Secret = "a-secret-of-at-least-thirty-two-characters";

    private const string Everything = $$"""
        {
          // A comment is allowed.
          "resources": [{ "identifier": "https://api.example.com", "display_name": "API", "signing_alg": "RS256", "permissions": ["invoices:read"], "introspection_clients": ["web"] }],
          "scopes": [{ "name": "invoices", "display_name": "Invoices", "description": "Your invoices", "claims": ["department"], "resources": ["https://api.example.com"] }],
          "clients": [
            { "client_id": "web", "client_name": "Web", "redirect_uris": ["https://app.example.com/cb"], "post_logout_redirect_uris": ["https://app.example.com/"],
              "grant_types": ["authorization_code", "refresh_token"], "response_types": ["code"], "scope": "openid offline_access invoices",
              "token_endpoint_auth_method": "client_secret_post", "client_secret": "{{Secret}}", "application_type": "web", "logo_uri": "https://app.example.com/logo.png",
              "client_uri": "https://app.example.com/", "policy_uri": "https://app.example.com/p", "tos_uri": "https://app.example.com/t", "contacts": ["ops@example.com"],
              "default_max_age": 3600, "first_party": true, "require_pkce": false, "access_token_lifetime": 300, "refresh_token_idle_lifetime": 86400, "refresh_token_absolute_lifetime": 864000 },
            { "client_id": "phone", "redirect_uris": ["com.example.app:/cb", "http://127.0.0.1/cb"], "application_type": "native", "token_endpoint_auth_method": "none", "state": "present" }
          ],
          "roles": [{ "name": "Clerk", "description": "Reads", "permissions": ["invoices:read", "users:read"] }],
          "groups": [{ "name": "Sales", "parent": "Staff", "roles": ["Clerk"] }, { "name": "Staff" }],
          "users": [{ "username": "ada", "password": "rather-long-and-unusual-9", "name": "Ada", "given_name": "A", "family_name": "L", "email": "ada@example.com", "email_verified": true, "birthdate": "0000-02-29",
            "phone_number": "+33123456789", "phone_number_verified": true, "picture": "https://example.com/a.png", "zoneinfo": "Europe/Paris", "locale": "fr-FR", "address": { "country": "France" }, "roles": ["Owner", "clerk"], "groups": ["Sales"] }]
        }
        """;

    private readonly Database database = new();

    public ValueTask InitializeAsync() => database.InitializeAsync();

    public ValueTask DisposeAsync() => database.DisposeAsync();

    [Fact]
    public async Task A_second_run_changes_nothing()
    {
        Assert.Equal(8, (await database.ChangesAsync(Everything)).Count);
        var version = await database.DbAsync(db => db.ReadConfigVersionAsync(default));
        var events = await database.DbAsync(db => db.AuditEvents.CountAsync());

        Assert.Empty(await database.ChangesAsync(Everything));

        Assert.Equal(version, await database.DbAsync(db => db.ReadConfigVersionAsync(default)));
        Assert.Equal(events, await database.DbAsync(db => db.AuditEvents.CountAsync()));
    }

    [Fact]
    public async Task A_plan_shows_the_same_and_writes_nothing()
    {
        var version = await database.DbAsync(db => db.ReadConfigVersionAsync(default));

        Assert.Equal(8, (await database.ChangesAsync(Everything, planOnly: true)).Count);

        Assert.Equal(0, await database.DbAsync(db => db.Clients.CountAsync()) + await database.DbAsync(db => db.Users.CountAsync()));
        Assert.Equal(version, await database.DbAsync(db => db.ReadConfigVersionAsync(default)));
    }

    [Fact]
    public async Task A_change_names_the_member_before_and_after_and_is_audited()
    {
        await database.ChangesAsync(Everything);

        var change = Assert.Single(await database.ChangesAsync("""{"clients":[{"client_id":"web","client_name":"Shop","client_secret":"another-secret-of-thirty-two-characters"}]}"""));

        Assert.Equal(ChangeKind.Update, change.Kind);
        Assert.Equal(["client_name", "client_secret"], change.Members.Select(member => member.Name));
        Assert.Equal(new MemberChange("client_name", "\"Web\"", "\"Shop\""), change.Members[0]);
        var data = await database.DbAsync(db => db.AuditEvents.Where(e => e.Kind == AuditKinds.ClientUpdated).Select(e => e.Data).SingleAsync());
        Assert.Contains("Shop", data, StringComparison.Ordinal);
        Assert.DoesNotContain("another-secret", data, StringComparison.Ordinal);
        Assert.Equal(["https://app.example.com/cb"], await database.DbAsync(async db => ClientColumns.Read(await db.Clients.SingleAsync(c => c.ClientId == "web")).RedirectUris));
    }

    [Fact]
    public async Task B030_openiddict_checks_the_secret_and_only_its_hash_is_stored()
    {
        await database.ChangesAsync(Everything);

        var (right, wrong) = await database.UseAsync<IOpenIddictApplicationManager, (bool, bool)>(async clients =>
        {
            var client = (await clients.FindByClientIdAsync("web"))!;
            return (await clients.ValidateClientSecretAsync(client, Secret), await clients.ValidateClientSecretAsync(client, Secret + "x"));
        });

        Assert.True(right);
        Assert.False(wrong);
        Assert.StartsWith("sha256.", await database.DbAsync(db => db.Clients.Where(c => c.ClientId == "web").Select(c => c.Secrets.Single().Hash).SingleAsync()), StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_is_absent_is_deleted_and_nothing_else()
    {
        await database.ChangesAsync(Everything);

        var changes = await database.ChangesAsync("""{"clients":[{"client_id":"phone","state":"absent"},{"client_id":"never","state":"absent"}],"groups":[{"name":"Sales","state":"absent"},{"name":"Staff","state":"absent"}]}""");

        Assert.Equal(3, changes.Count);
        Assert.All(changes, change => Assert.Equal(ChangeKind.Delete, change.Kind));
        Assert.Equal(["web"], await database.DbAsync(db => db.Clients.Select(c => c.ClientId).ToListAsync()));
        Assert.Equal(0, await database.DbAsync(db => db.Groups.CountAsync()));
    }

    [Fact]
    public async Task One_problem_leaves_everything_as_it_was()
    {
        await database.ProblemsAsync("""{"clients":[{"client_id":"a","redirect_uris":["https://a.example.com/"],"token_endpoint_auth_method":"none"},{"client_id":"b"}]}""");

        Assert.Equal(0, await database.DbAsync(db => db.Clients.CountAsync()));
    }

    [Fact]
    public async Task A_password_is_set_at_creation_only()
    {
        await database.ChangesAsync(Everything);
        var hash = await database.DbAsync(db => db.Users.Select(u => u.PasswordHash).SingleAsync());
        Assert.NotNull(hash);

        Assert.Empty(await database.ChangesAsync("""{"users":[{"username":"ADA","password":"something-else-entirely-7"}]}"""));
        Assert.Equal(hash, await database.DbAsync(db => db.Users.Select(u => u.PasswordHash).SingleAsync()));
    }

    [Fact]
    public async Task Another_email_address_is_not_verified()
    {
        await database.ChangesAsync(Everything);

        await database.ChangesAsync("""{"users":[{"username":"ada","email":"ada@example.org"}]}""");

        Assert.False(await database.DbAsync(db => db.Users.Select(u => u.EmailConfirmed).SingleAsync()));
    }

    [Fact]
    public async Task B124_the_last_owner_stays()
    {
        await database.ChangesAsync(Everything);

        Assert.Contains("last owner", Assert.Single(await database.ProblemsAsync("""{"users":[{"username":"ada","state":"absent"}]}""")), StringComparison.Ordinal);
        Assert.Contains("last owner", Assert.Single(await database.ProblemsAsync("""{"users":[{"username":"ada","roles":[]}]}""")), StringComparison.Ordinal);
        Assert.Equal(2, (await database.ChangesAsync("""{"users":[{"username":"ada","roles":[]},{"username":"bob","roles":["Owner"]}]}""")).Count);
    }

    [Fact]
    public async Task Origins_follow_the_redirect_uris()
    {
        await database.ChangesAsync(Everything);
        await database.ChangesAsync("""{"clients":[{"client_id":"web","redirect_uris":["https://b.example.com:8443/x","https://b.example.com:8443/y"]}]}""");

        Assert.Equal(["http://127.0.0.1", "https://b.example.com:8443"], await database.DbAsync(db => db.ClientOrigins.Select(o => o.Origin).Order().ToListAsync()));
    }

    [Fact]
    public async Task A_scope_that_clients_use_stays_and_the_clients_are_named()
    {
        await database.ChangesAsync(Everything);
        const string Delete = """{"scopes":[{"name":"invoices","state":"absent"}]""";

        Assert.Contains("These clients may still ask for the scope 'invoices': web.", Assert.Single(await database.ProblemsAsync(Delete + "}")), StringComparison.Ordinal);
        Assert.Contains("The file deletes the scope 'invoices'.", Assert.Single(await database.ProblemsAsync(Delete + ""","clients":[{"client_id":"web","client_name":"Shop"}]}""")), StringComparison.Ordinal);
        Assert.Equal(2, (await database.ChangesAsync(Delete + ""","clients":[{"client_id":"web","scope":"openid"}]}""")).Count);
        Assert.DoesNotContain("invoices", await database.DbAsync(db => db.Clients.Where(c => c.ClientId == "web").Select(c => c.Permissions).SingleAsync()), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_file_with_a_thousand_clients_and_people_is_applied_and_a_second_run_changes_nothing()
    {
        var clients = Enumerable.Range(0, 1000).Select(i => $$"""{"client_id":"client-{{i}}","redirect_uris":["https://{{i}}.example.com/"],"token_endpoint_auth_method":"none"}""");
        var users = Enumerable.Range(0, 1000).Select(i => $$"""{"username":"person-{{i}}","email":"person-{{i}}@example.com"}""");
        var file = $$"""{"clients":[{{string.Join(",\n", clients)}}],"users":[{{string.Join(",\n", users)}}]}""";

        Assert.Equal(2000, (await database.ChangesAsync(file)).Count);
        Assert.Empty(await database.ChangesAsync(file));
    }
}
