using System.Text.Json;
using Identity.Browser.Tests.Processes;
using Microsoft.Data.Sqlite;

namespace Identity.Browser.Tests.Pages;

/// <summary>A product with people and apps for every page that there is to see.</summary>
public sealed class PageStage : IAsyncLifetime
{
    private const string Password = "a long enough password for a test";

    internal ProductProcess Product { get; private set; } = null!;

    internal Person Ada { get; } = new("ada", "ada@example.com", Password);

    internal Person Grace { get; } = new("grace", "grace.brewster.murray.hopper@a-rather-long-domain.example.com", Password);

    /// <summary>Whose session the stage may end.</summary>
    internal Person Kay { get; } = new("kay", "kay@example.com", Password);

    /// <summary>Who never allowed an app anything.</summary>
    internal Person Alan { get; } = new("alan", "alan@example.com", Password);

    internal Person Disabled { get; } = new("linus", "linus@example.com", Password);

    public async ValueTask InitializeAsync()
    {
        // All of the journeys come from one network.
        Product = await ProductProcess.StartAsync(("SignIn__TriesPerNetwork", "10000"), ("Device__TriesPerNetwork", "1000"), ("SignUp__SignUpsPerNetwork", "10000"), ("SignUp__Work__FreePerNetwork", "10000"), ("SignUp__Work__FreeInAll", "10000"), ("PasswordReset__RequestsPerNetwork", "10000"), ("SignInLink__RequestsPerNetwork", "10000"), ("EmailChange__RequestsPerNetwork", "10000"), ("SignInSms__Enabled", "true"), ("Profile__Attributes__0__Name", "department"), ("Profile__Attributes__0__Label", "Department"), ("Profile__Attributes__0__Values__0", "Engines"), ("Profile__Attributes__0__Values__1", "Mills"), ("Profile__Attributes__1__Name", "employee_number"), ("Profile__Attributes__1__Label", "Employee number"), ("Profile__Attributes__1__Editable", "false"), ("Profile__Attributes__2__Name", "motto"), ("Profile__Attributes__2__Label", "Motto"), ("Sms__MessagesPerNetwork", "10000"), ("Sms__MessagesPerPrefix", "10000"));
        await Product.ApplyAsync(JsonSerializer.Serialize(new
        {
            users = new object[]
            {
                User(Ada, "Ada Lovelace"), User(Grace, "Grace Brewster Murray Hopper"), User(Kay, "Kay McNulty"), User(Alan, "Alan Turing"), User(Disabled, "Linus"),
            },
            scopes = new[] { new { name = "notes", display_name = "Your notes", description = "Read and change your notes, and share them with people you know" } },
            clients = new[]
            {
                Client("notes", "Acme Notes", "openid profile email phone address offline_access roles groups notes", firstParty: false),
                Client("own", "Acme Mail", "openid profile", firstParty: true),
                Client("long", "The Quite Unreasonably Long Name of an App for Keeping the Minutes of Meetings", "openid email", firstParty: false),
                Device("tv", "Acme Player", firstParty: false),
                Device("own-tv", "Acme Frame", firstParty: true),
                Client("told", "Acme Calendar", "openid", firstParty: true, Visit.LogoutUri),
            },
        }));
        Change("UPDATE Users SET DisabledAt = '2000-01-01 00:00:00' WHERE UserName = 'linus'");
    }

    public async ValueTask DisposeAsync()
    {
        if (Product is not null) await Product.DisposeAsync();
    }

    /// <summary>Changes what no page changes, such as the time at which something began.</summary>
    internal void Change(string sql)
    {
        using var connection = new SqliteConnection(new SqliteConnectionStringBuilder { DataSource = Product.Database, Pooling = false }.ToString());
        connection.Open();
        using var command = connection.CreateCommand();
        command.CommandText = sql;
        Assert.True(command.ExecuteNonQuery() > 0, $"This changed nothing: {sql}");
    }

    private static object User(Person person, string name)
        => new { username = person.Username, email = person.Email, email_verified = true, name, password = person.Password, attributes = new { employee_number = "1815" } };

    private static object Client(string id, string name, string scope, bool firstParty, string? logoutUri = null) => new
    {
        client_id = id,
        client_name = name,
        client_uri = "https://app.example/",
        policy_uri = "https://app.example/privacy",
        tos_uri = "https://app.example/terms",
        token_endpoint_auth_method = "none",
        first_party = firstParty,
        redirect_uris = new[] { Visit.RedirectUri },
        post_logout_redirect_uris = new[] { Visit.SignedOutUri },
        frontchannel_logout_uri = logoutUri,
        grant_types = new[] { "authorization_code", "refresh_token" },
        response_types = new[] { "code" },
        scope,
    };

    private static object Device(string id, string name, bool firstParty) => new
    {
        client_id = id,
        client_name = name,
        token_endpoint_auth_method = "none",
        first_party = firstParty,
        grant_types = new[] { "urn:ietf:params:oauth:grant-type:device_code", "refresh_token" },
        scope = "openid profile email offline_access notes",
    };
}

/// <summary>One stage for all classes that look at pages.</summary>
[CollectionDefinition(nameof(PageStage))]
public sealed class PageStageUsers : ICollectionFixture<PageStage>;
