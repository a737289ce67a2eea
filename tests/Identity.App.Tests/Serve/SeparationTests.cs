using System.Net;
using System.Text.RegularExpressions;
using Identity.App.Serve;
using Identity.Hosting.Roles;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;

namespace Identity.App.Tests.Serve;

/// <summary>All roles in one process, as <c>identity serve</c> has them.</summary>
public sealed class SeparationTests : IAsyncLifetime
{
    private static readonly string[] Protocol =
    [
        "/connect/authorize", "/connect/token", "/connect/userinfo", "/connect/endsession", "/connect/revoke", "/connect/introspect",
        "/.well-known/openid-configuration", "/.well-known/oauth-authorization-server", "/.well-known/jwks",
    ];

    // Health, and what every role with pages has from Hosting.
    private static readonly string[] Shared = ["/health", "/assets/hosting/", "/_theme/", "/language"];

    private readonly Installation installation = new();
    private readonly HttpClient http = new(new SocketsHttpHandler { AllowAutoRedirect = false });
    private readonly Dictionary<RoleName, WebApplication> roles = [];

    public async ValueTask InitializeAsync()
    {
        var migrate = await installation.RunAsync("migrate");
        Assert.True(migrate.ExitCode == 0, migrate.All);

        var settings = new ConfigurationBuilder()
            .AddInMemoryCollection(installation.Addresses.Append($"--Data:Directory={installation.Directory}/data").Select(text => text[2..].Split('=', 2)).Select(pair => KeyValuePair.Create(pair[0], (string?)pair[1])))
            .Build();
        // The worst case: all roles have the same ring.
        var ring = Path.Combine(installation.Directory, "ring");
        // The server makes no keys itself.
        DataProtectionProvider.Create(new DirectoryInfo(ring)).CreateProtector("first").Protect("makes one");
        foreach (var role in RoleName.All)
        {
            roles[role] = Roles.Create(role, new RoleStart(settings, services => services.AddDataProtection().PersistKeysToFileSystem(new DirectoryInfo(ring))));
            await roles[role].StartAsync();
        }
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var role in roles.Values)
        {
            await role.StopAsync();
            await role.DisposeAsync();
        }

        http.Dispose();
        installation.Dispose();
    }

    [Fact]
    public async Task No_role_serves_a_page_or_protocol_endpoint_of_the_server()
    {
        var own = Paths(RoleName.Server).Concat(Protocol).Where(path => !Shared.Any(shared => path.StartsWith(shared, StringComparison.Ordinal))).ToList();
        Assert.Contains("/signin", own);

        foreach (var role in RoleName.All.Skip(1))
        {
            foreach (var path in own)
            {
                using var answer = await http.GetAsync(Address(role, path));
                Assert.True(answer.StatusCode == HttpStatusCode.NotFound, $"{role} answers {path} with {(int)answer.StatusCode}");
            }
        }
    }

    [Fact]
    public async Task A_form_of_the_server_is_nothing_to_another_role()
    {
        using var page = await http.GetAsync(Address(RoleName.Server, "/signin"));
        var token = Regex.Match(await page.Content.ReadAsStringAsync(), "__RequestVerificationToken\"[^>]* value=\"([^\"]+)\"").Groups[1].Value;
        Assert.NotEmpty(token);

        foreach (var role in RoleName.All.Skip(1))
        {
            using var request = new HttpRequestMessage(HttpMethod.Post, Address(role, "/signin")) { Content = new FormUrlEncodedContent([new("__RequestVerificationToken", token)]) };
            request.Headers.Add("Cookie", page.Headers.GetValues("Set-Cookie").Select(cookie => cookie.Split(';')[0]));
            using var answer = await http.SendAsync(request);
            // While developing, the framework's look for files that are new answers any other method than GET with 405.
            Assert.True(answer.StatusCode is HttpStatusCode.NotFound or HttpStatusCode.MethodNotAllowed, $"{role} answers {(int)answer.StatusCode}");
        }
    }

    [Fact]
    public void What_one_role_protects_no_other_role_reads_even_with_the_same_ring()
    {
        const string Forms = "Microsoft.AspNetCore.Antiforgery.AntiforgeryToken.v1";
        foreach (var (role, app) in roles)
        {
            var secret = Protector(app).Protect("token");
            Assert.Equal("token", Protector(app).Unprotect(secret));
            foreach (var (_, other) in roles.Where(one => one.Key != role)) Assert.ThrowsAny<Exception>(() => Protector(other).Unprotect(secret));
        }

        static IDataProtector Protector(WebApplication app) => app.Services.GetDataProtector(Forms);
    }

    private IEnumerable<string> Paths(RoleName role)
        => roles[role].Services.GetRequiredService<EndpointDataSource>().Endpoints.OfType<RouteEndpoint>()
            .Select(endpoint => "/" + Regex.Replace(endpoint.RoutePattern.RawText ?? "", @"\{[^}]*\}", "x").TrimStart('/'))
            .Distinct();

    private Uri Address(RoleName role, string path) => new($"http://127.0.0.1:{installation.Ports[RoleName.All.ToList().IndexOf(role)]}{path}");
}
