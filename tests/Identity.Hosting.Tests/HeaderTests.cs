using System.Net;

namespace Identity.Hosting.Tests;

public sealed class HeaderTests(SampleServer server)
{
    private const string Policy =
        "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; font-src 'self'; connect-src 'self'; " +
        "manifest-src 'self'; base-uri 'none'; frame-ancestors 'none'; form-action 'self'";

    [Theory]
    [InlineData("/gallery", HttpStatusCode.OK)]
    [InlineData("/nowhere", HttpStatusCode.NotFound)]
    [InlineData("/fails", HttpStatusCode.InternalServerError)]
    public async Task B060_B061_B063_every_page_and_error_page_has_the_policy(string path, HttpStatusCode status)
    {
        using var answer = await BrowseAsync(server.Client, path);

        Assert.Equal(status, answer.StatusCode);
        Assert.Equal("text/html", answer.Content.Headers.ContentType!.MediaType);
        Assert.Equal(Policy, Header(answer, "Content-Security-Policy"));
        Assert.Equal("nosniff", Header(answer, "X-Content-Type-Options"));
        Assert.Equal("no-referrer", Header(answer, "Referrer-Policy"));
        Assert.Equal("same-origin", Header(answer, "Cross-Origin-Opener-Policy"));
        Assert.Contains("camera=()", Header(answer, "Permissions-Policy"), StringComparison.Ordinal);
        Assert.True(answer.Headers.CacheControl!.NoStore);
        Assert.False(answer.Headers.Contains("Server"));
        Assert.False(answer.Headers.Contains("Strict-Transport-Security"));
        Assert.DoesNotContain("secret detail", await answer.Content.ReadAsStringAsync(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_page_of_an_authorization_request_may_lead_to_its_app_only()
    {
        using var answer = await server.Client.GetAsync("/components");

        Assert.Equal($"{Policy} https://notes.example", Header(answer, "Content-Security-Policy"));
        Assert.Equal("unsafe-none", Header(answer, "Cross-Origin-Opener-Policy"));
    }

    [Theory]
    [InlineData("https://app.example:8443/cb?x=1", "https://app.example:8443")]
    [InlineData("com.example.app:/cb", "com.example.app:")]
    [InlineData("http://127.0.0.1:4711/cb", "http://127.0.0.1:4711")]
    [InlineData("http://[::1]:4711/cb", "http://*:4711")]
    public async Task A_redirect_address_becomes_a_source_of_its_own(string to, string source)
    {
        using var answer = await server.Client.GetAsync($"/leave?allow=true&to={Uri.EscapeDataString(to)}");

        Assert.Equal($"{Policy} {source}", Header(answer, "Content-Security-Policy"));
    }

    [Fact]
    public async Task B062_https_is_remembered_for_more_than_a_year_and_cookies_are_bound_to_the_host()
    {
        await using var app = await SampleRole.StartAsync(("Server:PublicUrl", "https://login.example.com"));
        using var client = SampleServer.NewClient(app);

        using var answer = await client.GetAsync("/components");

        Assert.Equal("max-age=63072000", Header(answer, "Strict-Transport-Security"));
        var cookie = Header(answer, "Set-Cookie");
        Assert.StartsWith("__Host-identity-server.form=", cookie, StringComparison.Ordinal);
        Assert.EndsWith("; path=/; secure; samesite=lax; httponly", cookie, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_program_gets_a_problem_document()
    {
        using var answer = await server.Client.GetAsync("/fails");
        var problem = await answer.Content.ReadAsStringAsync();

        Assert.Equal("application/problem+json", answer.Content.Headers.ContentType!.MediaType);
        Assert.Contains("\"type\":\"urn:identity:problem:internal-server-error\"", problem, StringComparison.Ordinal);
        Assert.Matches("\"instance\":\"[0-9A-Z]{8}\"", problem);
        Assert.DoesNotContain("secret detail", problem, StringComparison.Ordinal);
    }

    private static async Task<HttpResponseMessage> BrowseAsync(HttpClient client, string path)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, path);
        request.Headers.Accept.ParseAdd("text/html");
        return await client.SendAsync(request);
    }

    private static string Header(HttpResponseMessage answer, string name) => string.Join(", ", answer.Headers.GetValues(name));
}
