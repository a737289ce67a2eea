using Identity.Core.Audit;
using Identity.Core.Clients;
using Identity.Core.Configuration;
using Identity.Core.Data;
using Identity.Core.Flows;
using Identity.Core.Grants;
using Identity.Core.Groups;
using Identity.Core.Resources;
using Identity.Core.Roles;
using Identity.Core.Scopes;
using Identity.Core.Sessions;
using Identity.Core.Settings;
using Identity.Core.Setup;
using Identity.Core.Throttling;
using Identity.Core.Users;
using Identity.Testing.Databases;
using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Metadata;
using Microsoft.Extensions.DependencyInjection;

namespace Identity.Core.Tests.Data;

public sealed class SchemaTests
{
    private static readonly DateTime Time = new(2030, 5, 17, 13, 45, 30, 123, DateTimeKind.Utc);

    [Theory, AllProviders]
    public async Task Every_kind_of_row_is_kept_as_it_was_given(DatabaseProvider provider)
    {
        await using var database = await TestDatabase.CreateMigratedAsync(provider);
        await using var services = database.Services();
        var user = NewUser("ada@example.com");
        var client = new Client { Id = Guid.NewGuid(), ClientId = "app", Contacts = ["a@b.c", "ö"], CreatedAt = Time, Origins = { new ClientOrigin { Origin = "https://app.example.com" } } };
        var browser = new BrowserSession { HandleHash = "hash", CreatedAt = Time, LastSeenAt = Time, ExpiresAt = Time };
        var session = new Session { Sid = "sid", Browser = browser, User = user, Acr = "urn:identity:acr:single", Amr = ["pwd", "otp"], AuthenticatedAt = Time, ExpiresAt = Time };
        var role = new Role { Name = "Own", NormalizedName = "OWN", Permissions = { new RolePermission { Permission = "api:read" } } };
        await services.WithDbAsync(async db =>
        {
            db.AddRange(user, client, browser, session, role);
            await db.SaveChangesAsync();
            var grant = new Grant { Application = client, UserId = user.Id, SessionId = session.Id, Subject = user.Id.ToString(), CreationDate = Time };
            var group = new Group { Name = "Staff", NormalizedName = "STAFF", Roles = { new GroupRole { RoleId = role.Id } } };
            db.AddRange(grant, group);
            await db.SaveChangesAsync();
            db.AddRange(
                new Token { Application = client, Authorization = grant, ReferenceId = "ref", Subject = "s", Status = "valid", Type = "refresh_token", Payload = new string('p', 20_000), ExpirationDate = Time },
                new Consent { UserId = user.Id, ClientId = client.Id, Scopes = ["openid", "email"], CreatedAt = Time },
                new Flow { HandleHash = "flow", Kind = FlowKind.Authorization, Parameters = new string('q', 20_000), ClientId = client.Id, CreatedAt = Time, ExpiresAt = Time },
                new GroupMember { GroupId = group.Id, UserId = user.Id },
                new Group { Name = "Team", NormalizedName = "TEAM", ParentId = group.Id },
                new Resource { Identifier = "urn:own", Permissions = ["api:read"], IntrospectionClients = ["app"] },
                new Scope { Id = Guid.NewGuid(), Name = "own", Claims = ["own_claim"] },
                new AuditEvent { At = Time, Kind = AuditKinds.UserCreated, TargetKind = "user", TargetId = user.Id.ToString(), Data = """{"a":"ü"}""" },
                new Setting { Key = "Branding:ProductName", Value = "名", UpdatedAt = Time },
                new SetupLink { TokenHash = "token", CreatedAt = Time },
                new AttemptCounter { Key = "signin", Count = 3, WindowEndsAt = Time },
                new IdentityUserPasskey<Guid>
                {
                    UserId = user.Id,
                    CredentialId = [1, 2, 3],
                    Data = new IdentityPasskeyData { PublicKey = [4], Name = "Phone", CreatedAt = Time, SignCount = 7, Transports = ["internal"], AttestationObject = [5], ClientDataJson = [6] },
                });
            await db.SaveChangesAsync();
        });

        await services.WithDbAsync(async db =>
        {
            Assert.Equal("Straße 1", (await db.Users.SingleAsync()).Address.StreetAddress);
            Assert.Equal(["a@b.c", "ö"], (await db.Clients.Include(c => c.Origins).SingleAsync()).Contacts);
            Assert.Equal(["pwd", "otp"], (await db.Sessions.SingleAsync()).Amr);
            AssertUtc((await db.Sessions.SingleAsync()).AuthenticatedAt);
            AssertUtc((await db.Tokens.SingleAsync()).ExpirationDate!.Value);
            Assert.Equal(20_000, (await db.Tokens.SingleAsync()).Payload!.Length);
            Assert.Equal(20_000, (await db.Flows.SingleAsync()).Parameters.Length);
            Assert.Equal(["openid", "email"], (await db.Consents.SingleAsync()).Scopes);
            Assert.Equal("名", (await db.Settings.SingleAsync()).Value);
            Assert.Equal(["api:read"], (await db.Resources.SingleAsync(r => r.Identifier == "urn:own")).Permissions);
            Assert.Equal(2, await db.Groups.CountAsync());
            var passkey = await db.Set<IdentityUserPasskey<Guid>>().SingleAsync();
            Assert.Equal([1, 2, 3], passkey.CredentialId);
            Assert.Equal(("Phone", 7u), (passkey.Data.Name, passkey.Data.SignCount));
        });
    }

    [Theory, AllProviders]
    public async Task Client_ids_and_handles_that_differ_in_case_are_different(DatabaseProvider provider)
    {
        await using var database = await TestDatabase.CreateMigratedAsync(provider);
        await using var services = database.Services();
        await services.WithDbAsync(async db =>
        {
            db.AddRange(new Client { Id = Guid.NewGuid(), ClientId = "App" }, new Client { Id = Guid.NewGuid(), ClientId = "app" });
            db.AddRange(NewBrowser("Hash"), NewBrowser("hash"));
            await db.SaveChangesAsync();

            Assert.Equal("app", (await db.Clients.SingleAsync(c => c.ClientId == "app")).ClientId);
            Assert.False(await db.Clients.AnyAsync(c => c.ClientId == "APP"));
            Assert.False(await db.BrowserSessions.AnyAsync(b => b.HandleHash == "HASH"));
        });
    }

    [Theory, AllProviders]
    public async Task Addresses_that_a_language_takes_for_the_same_are_different(DatabaseProvider provider)
    {
        await using var database = await TestDatabase.CreateMigratedAsync(provider);
        await using var services = database.Services();
        await services.WithDbAsync(async db =>
        {
            db.AddRange(NewUser("strasse@example.com"), NewUser("stra\u00DFe@example.com"), NewUser("ada@example.com"), NewUser("\u00E1da@example.com"));
            await db.SaveChangesAsync();

            Assert.Equal("strasse@example.com", (await db.Users.SingleAsync(u => u.NormalizedEmail == "STRASSE@EXAMPLE.COM")).Email);
            Assert.False(await db.Users.AnyAsync(u => u.NormalizedEmail == "ADA\U0001F98A@EXAMPLE.COM"));
        });
    }

    [Fact]
    public void On_SQL_Server_no_key_and_no_index_compares_as_a_language_does()
    {
        using var db = new SqlServerDesignTime().CreateDbContext([]);
        var texts = db.GetService<IDesignTimeModel>().Model.GetEntityTypes().SelectMany(entity => entity.GetProperties())
            .Where(property => property.ClrType == typeof(string) && (property.IsKey() || property.IsForeignKey() || property.IsIndex())).ToList();

        Assert.Contains(texts, property => property.Name == nameof(User.NormalizedEmail));
        Assert.DoesNotContain(texts, property => property.GetCollation()?.EndsWith("_BIN2", StringComparison.Ordinal) != true);
    }

    [Theory, AllProviders]
    public async Task An_email_address_belongs_to_one_account_and_accounts_without_names_are_many(DatabaseProvider provider)
    {
        await using var database = await TestDatabase.CreateMigratedAsync(provider);
        await using var services = database.Services();
        await services.WithDbAsync(async db =>
        {
            db.AddRange(NewUser("a@example.com"), NewUser("b@example.com"), NewUser(null), NewUser(null));
            await db.SaveChangesAsync();
        });

        await services.WithDbAsync(async db =>
        {
            db.Add(NewUser("a@example.com"));
            await Assert.ThrowsAsync<DbUpdateException>(() => db.SaveChangesAsync());
        });
    }

    [Theory, AllProviders]
    public async Task A_change_of_configuration_moves_the_version_that_nodes_watch(DatabaseProvider provider)
    {
        await using var database = await TestDatabase.CreateMigratedAsync(provider);
        await using var services = database.Services();
        await services.WithDbAsync(async db =>
        {
            var before = await db.ReadConfigVersionAsync(default);
            await db.BumpConfigVersionAsync(default);
            Assert.Equal(before + 1, await db.ReadConfigVersionAsync(default));
        });
    }

    private static void AssertUtc(DateTime time)
    {
        Assert.Equal(Time, time);
        Assert.Equal(DateTimeKind.Utc, time.Kind);
    }

    private static User NewUser(string? email) => new()
    {
        Email = email,
        NormalizedEmail = email?.ToUpperInvariant(),
        CreatedAt = Time,
        UpdatedAt = Time,
        Address = new PostalAddress { StreetAddress = "Straße 1" },
    };

    private static BrowserSession NewBrowser(string hash) => new() { HandleHash = hash, CreatedAt = Time, LastSeenAt = Time, ExpiresAt = Time };
}
