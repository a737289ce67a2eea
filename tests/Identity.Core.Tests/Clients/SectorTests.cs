using System.Net;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Text.Json;
using Identity.Core.Apply;
using Identity.Core.Clients;
using Identity.Core.Data;
using Identity.Core.Outbound;
using Identity.Core.Users;
using Identity.Testing.Databases;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Http;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace Identity.Core.Tests.Clients;

/// <summary>A client that names its sector, and the document there.</summary>
public sealed class SectorTests : IAsyncLifetime
{
    private static readonly string[] Redirects = ["https://one.example.com/callback", "https://two.example.com/callback"];

    private readonly X509Certificate2 _certificate = Certificate();
    private WebApplication _site = null!;
    private TestDatabase _database = null!;
    private string _document = "";
    private int _status = 200;
    private int _calls;

    private string Address => $"{_site.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.Single()}/sector.json";

    public async ValueTask InitializeAsync()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseKestrelHttpsConfiguration().UseKestrel(kestrel => kestrel.Listen(IPAddress.Loopback, 0, listen => listen.UseHttps(_certificate)));
        _site = builder.Build();
        _site.Run(http =>
        {
            _calls++;
            http.Response.StatusCode = _status;
            return http.Response.WriteAsync(_document);
        });
        await _site.StartAsync();
        _database = await TestDatabase.CreateMigratedAsync(DatabaseProvider.Sqlite);
    }

    public async ValueTask DisposeAsync()
    {
        await _site.DisposeAsync();
        await _database.DisposeAsync();
        _certificate.Dispose();
    }

    [Fact]
    public async Task A_sector_that_lists_every_redirect_URI_is_accepted_and_asked_again_only_when_something_changes()
    {
        _document = JsonSerializer.Serialize(Redirects.Append("https://three.example.com/callback"));
        await using var services = Services();

        Assert.Empty(await ApplyAsync(services));
        Assert.Empty(await ApplyAsync(services));

        Assert.Equal(1, _calls);
        await services.WithDbAsync(async db => Assert.Equal("127.0.0.1", Sectors.Of(await db.Clients.SingleAsync())));
    }

    [Theory]
    [InlineData(200, "[\"https://one.example.com/callback\"]", "does not list the redirect URI 'https://two.example.com/callback'")]
    [InlineData(200, "{}", "is not a JSON list of addresses")]
    [InlineData(200, "<html>", "is not a JSON list of addresses")]
    [InlineData(200, "[7]", "is not a JSON list of addresses")]
    [InlineData(404, "[]", "answered with the status 404 instead of 200")]
    [InlineData(302, "[]", "answered with the status 302 instead of 200")]
    public async Task A_sector_that_does_not_is_refused(int status, string document, string problem)
    {
        (_status, _document) = (status, document);
        await using var services = Services();

        Assert.Contains(problem, Assert.Single(await ApplyAsync(services)), StringComparison.Ordinal);
    }

    [Fact]
    public async Task B045_a_sector_inside_is_not_called()
    {
        await using var services = Services(allowed: false);

        Assert.Contains("which is not a public address", Assert.Single(await ApplyAsync(services)), StringComparison.Ordinal);
        Assert.Equal(0, _calls);
    }

    private ServiceProvider Services(bool allowed = true) => _database.Services(
        services => services.AddAccounts().AddApply().AddHttpClient(OutboundHttp.ClientName).ConfigurePrimaryHttpMessageHandler(
            (handler, _) => ((SocketsHttpHandler)handler).SslOptions.RemoteCertificateValidationCallback = (_, certificate, _, _) => certificate?.GetCertHashString() == _certificate.Thumbprint),
        allowed ? new() { ["Outbound:AllowedNetworks:0"] = "127.0.0.1/32" } : null);

    private async Task<IReadOnlyList<string>> ApplyAsync(ServiceProvider services)
    {
        var file = JsonSerializer.Serialize(new
        {
            clients = new[] { new { client_id = "app", token_endpoint_auth_method = "none", subject_type = "pairwise", redirect_uris = Redirects, sector_identifier_uri = Address } },
        });
        var result = await services.WithAsync<ApplyFile, ApplyResult>(apply => apply.RunAsync(file, planOnly: false, CancellationToken.None));
        return result is ApplyResult.Refused refused ? [.. refused.Problems.Select(problem => problem.ToString()!)] : [];
    }

    private static X509Certificate2 Certificate()
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var request = new CertificateRequest("CN=127.0.0.1", key, HashAlgorithmName.SHA256);
        var now = TimeProvider.System.GetUtcNow();
        using var certificate = request.CreateSelfSigned(now.AddDays(-1), now.AddDays(1));
        return X509CertificateLoader.LoadPkcs12(certificate.Export(X509ContentType.Pkcs12), null);
    }
}
