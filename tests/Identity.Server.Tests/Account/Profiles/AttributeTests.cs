using System.Text.Json.Nodes;
using Identity.Core.Audit;
using Identity.Core.Data;
using Identity.Server.Tests.AccountApi;
using Identity.Server.Tests.Stage;
using Identity.Testing.Databases;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;

namespace Identity.Server.Tests.Account.Profiles;

/// <summary>What an operator keeps about people beside the standard claims.</summary>
public sealed class AttributeTests
{
    private const string Path = "/account/profile";

    [Theory]
    [AllProviders]
    public async Task People_change_those_that_they_may_and_apps_with_the_scope_are_told(DatabaseProvider provider)
    {
        await using var server = await StartAsync(provider);
        var ada = await server.CreateUserAsync(new { name = "Ada", attributes = new { employee_number = "1815" } });
        using var browser = await server.NewBrowserAsync(ada);
        var page = await browser.GetAsync(Path);

        var saved = await SaveAsync(browser, page, ("attribute_motto", "Poetical science"), ("attribute_department", "Engines"), ("attribute_employee_number", "1"));
        var claims = (await server.UserInfoAsync((await server.TokensAsync(browser, (await server.CreateClientAsync(new { scope = "openid company" })).Request("openid company"))).AccessToken)).Json;
        var without = (await server.UserInfoAsync((await server.TokensAsync(browser, (await server.CreateClientAsync()).Request("openid profile"))).AccessToken)).Json;

        Assert.Contains("1815", page.Page.QuerySelector("[data-attribute=employee_number]")!.TextContent, StringComparison.Ordinal);
        Assert.Null(page.Field("attribute_employee_number"));
        Assert.Contains("Your profile is saved.", saved.Text, StringComparison.Ordinal);
        Assert.Equal("Poetical science", saved.Field("attribute_motto"));
        Assert.Equal("Engines", saved.Page.QuerySelector("#attribute_department option[selected]")!.GetAttribute("value"));
        Assert.Equal(("1815", "Engines"), (claims.Text("employee_number"), claims.Text("department")));
        Assert.False(claims.ContainsKey("motto"));
        Assert.False(without.ContainsKey("department"));
        var row = await server.InDatabaseAsync(db => db.AuditEvents.SingleAsync(e => e.Kind == AuditKinds.UserUpdated && e.Actor == ada.Subject));
        Assert.Contains("Poetical science", row.Data, StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_can_not_be_is_said_and_what_was_typed_stays()
    {
        await using var server = await StartAsync();
        using var browser = await server.NewBrowserAsync(await server.CreateUserAsync());

        var page = await SaveAsync(browser, await browser.GetAsync(Path), ("attribute_motto", new string('x', 41)), ("attribute_department", "Nowhere"));

        Assert.Equal(422, page.Status);
        Assert.Contains("Motto: enter at most 40 characters", page.Text, StringComparison.Ordinal);
        Assert.Contains("Department: choose one of the values", page.Text, StringComparison.Ordinal);
        Assert.Equal(["#attribute_department", "#attribute_motto"], page.Page.QuerySelectorAll("[data-errors] a").Select(link => link.GetAttribute("href")).Order());
        Assert.Equal(new string('x', 41), page.Field("attribute_motto"));
    }

    [Fact]
    public async Task An_app_changes_them_by_the_same_rules()
    {
        await using var server = await StartAsync();
        var s = await server.AtAccountAsync(await server.CreateUserAsync(new { attributes = new { employee_number = "1815", motto = "Old" } }));

        var changed = await PatchAsync(new JsonObject { ["department"] = "Mills", ["motto"] = null });
        var same = await PatchAsync(new JsonObject { ["department"] = "Mills" });
        var refused = await PatchAsync(new JsonObject { ["department"] = "Nowhere", ["employee_number"] = "1", ["height"] = "tall" });

        Assert.Equal("""{"employee_number":"1815","department":"Mills"}""", changed.Json["attributes"]!.ToJsonString());
        Assert.Equal(changed.Header("ETag"), same.Header("ETag"));
        Assert.Equal(400, refused.Status);
        Assert.Equal(["attributes.department", "attributes.employee_number", "attributes.height"], refused.Json["errors"]!.AsObject().Select(error => error.Key).Order());

        Task<Answer> PatchAsync(JsonObject attributes) => server.PatchAsync(s, new JsonObject { ["attributes"] = attributes });
    }

    [Fact]
    public async Task What_is_not_defined_any_more_is_told_to_nobody()
    {
        await using var server = await TestServer.StartAsync();
        await server.CreateUserAsync(new { roles = new[] { "Owner" } });
        await server.ApplyAsync(new { scopes = new[] { new { name = "company", claims = new[] { "department" } } } });
        using var browser = await server.NewBrowserAsync(await server.CreateUserAsync(new { attributes = new { department = "Mills" } }));

        var claims = (await server.UserInfoAsync((await server.TokensAsync(browser, (await server.CreateClientAsync(new { scope = "openid company" })).Request("openid company"))).AccessToken)).Json;

        Assert.False(claims.ContainsKey("department"));
    }

    [Theory]
    [InlineData("email")]
    [InlineData("sub")]
    [InlineData("permissions")]
    [InlineData("auth_time")]
    [InlineData("Upper")]
    public async Task B060_an_attribute_can_not_pass_for_a_claim_of_the_protocol(string name)
    {
        var failure = await Assert.ThrowsAnyAsync<OptionsValidationException>(() => TestServer.StartAsync(settings: new() { ["Profile:Attributes:0:Name"] = name }));

        Assert.Contains("attribute", failure.Message, StringComparison.Ordinal);
    }

    private static Task<Answer> SaveAsync(WebBrowser browser, Answer page, params (string Name, string Value)[] fields) => browser.SubmitAsync(page, fields);

    private static async Task<TestServer> StartAsync(DatabaseProvider provider = DatabaseProvider.Sqlite)
    {
        var server = await TestServer.StartAsync(provider, new()
        {
            ["Profile:Attributes:0:Name"] = "department",
            ["Profile:Attributes:0:Label"] = "Department",
            ["Profile:Attributes:0:Values:0"] = "Engines",
            ["Profile:Attributes:0:Values:1"] = "Mills",
            ["Profile:Attributes:1:Name"] = "motto",
            ["Profile:Attributes:1:Label"] = "Motto",
            ["Profile:Attributes:1:MaximumLength"] = "40",
            ["Profile:Attributes:2:Name"] = "employee_number",
            ["Profile:Attributes:2:Editable"] = "false",
        });
        await server.CreateUserAsync(new { roles = new[] { "Owner" } });
        await server.ApplyAsync(new { scopes = new[] { new { name = "company", claims = new[] { "department", "employee_number" } } } });
        return server;
    }
}
