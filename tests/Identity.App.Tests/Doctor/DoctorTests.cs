using System.Net;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using Identity.Core.Throttling;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.Data.Sqlite;

namespace Identity.App.Tests.Doctor;

public sealed class DoctorTests : IDisposable
{
    private const string Vonage = "--Sms:Providers:0:Kind=Vonage --Sms:Providers:0:ApiKey=k --Sms:Providers:0:ApiSecret=s --Sms:Providers:0:From=Acme";

    private readonly Installation installation = new();

    public void Dispose() => installation.Dispose();

    [Fact]
    public async Task A_healthy_installation_has_no_problem()
    {
        await installation.RunAsync("migrate");

        var result = await installation.RunAsync("doctor");

        Assert.True(result.ExitCode == 0, result.All);
        Assert.DoesNotContain("problem", result.All, StringComparison.Ordinal);
        foreach (var area in new[] { "settings", "database", "keys", "clock", "proxy" }) Assert.Matches($"ok +{area}", result.Output);
        Assert.Matches("warning +addresses +Nothing answers", result.Output);
    }

    [Theory]
    [InlineData("problem +settings +Server:PublicUri: there is no such setting", "--Server:PublicUri=x")]
    [InlineData("problem +database +Only .* MB are free", "--Doctor:MinimumFreeDisk=999999999999")]
    [InlineData("problem +database +The database ", "--Database:Provider=PostgreSql", "--Database:ConnectionString=Host=127.0.0.1;Port=1;Database=x;Username=x;Timeout=2")]
    [InlineData("problem +addresses +Port 7777 is used by AdminApi:Url and Worker:Url", "--AdminApi:Url=http://localhost:7777", "--Worker:Url=http://localhost:7777")]
    [InlineData("problem +proxy +.*Set Proxy:Trusted", "--Server:PublicUrl=https://127.0.0.1:1")]
    [InlineData("problem +keys +.*does not exist", "--Keys:EncryptionKeyFiles:0=/nowhere/key")]
    public async Task A_wrong_setting_is_found(string finding, params string[] settings)
    {
        await installation.RunAsync("migrate");

        var result = await installation.RunAsync(["doctor", .. settings]);

        Assert.Matches(finding, result.Output);
        Assert.Equal(1, result.ExitCode);
    }

    [Theory]
    [InlineData("warning +jobs +No worker has done any yet", "DELETE FROM JobRuns")]
    [InlineData("warning +jobs +housekeeping failed at 2026-.*: The disk is full", "INSERT INTO JobRuns (Name, StartedAt, FinishedAt, Succeeded, Outcome) VALUES ('housekeeping', '2026-01-01 00:00:00', '2026-01-01 00:00:01', 0, 'The disk is full.')")]
    [InlineData("warning +jobs +housekeeping has not run since 2026-01-01 00:00:01Z", "INSERT INTO JobRuns (Name, StartedAt, FinishedAt, Succeeded, Outcome) VALUES ('housekeeping', '2026-01-01 00:00:00', '2026-01-01 00:00:01', 1, 'Nothing was due.')")]
    [InlineData("ok +jobs +housekeeping ran at .*Nothing was due", "INSERT INTO JobRuns (Name, StartedAt, FinishedAt, Succeeded, Outcome) VALUES ('housekeeping', datetime('now'), datetime('now'), 1, 'Nothing was due.')")]
    public async Task What_became_of_the_jobs_of_the_worker_is_told(string finding, string sql)
    {
        await installation.RunAsync("migrate");
        await using (var connection = new SqliteConnection($"Data Source={Path.Combine(installation.Directory, "data", "identity.db")};Pooling=False"))
        {
            await connection.OpenAsync();
            await using var command = connection.CreateCommand();
            command.CommandText = sql;
            await command.ExecuteNonQueryAsync();
        }

        Assert.Matches(finding, (await installation.RunAsync("doctor")).Output);
    }

    [Theory]
    [InlineData("ok +sms +No provider is set", "")]
    [InlineData("ok +sms +Text messages go to Vonage, then Http", Vonage + " --Sms:Providers:1:Kind=Http --Sms:Providers:1:Url=https://sms.example --Sms:Providers:1:Secret=whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw")]
    [InlineData("warning +sms +They go to all countries", Vonage)]
    [InlineData("ok +sms +They go to numbers of DE, AT only", Vonage + " --Sms:Countries:0=DE --Sms:Countries:1=AT")]
    [InlineData("ok +sms +5 of 10 messages of Sms:BudgetPerDay are used\\.", Vonage + " --Sms:BudgetPerDay=10")]
    [InlineData("warning +sms +5 of 6 messages of Sms:BudgetPerDay are used; it begins anew in 0\\.", Vonage + " --Sms:BudgetPerDay=6")]
    [InlineData("problem +sms +5 of 5 messages of Sms:BudgetPerDay are used: no code is sent for 0\\.", Vonage + " --Sms:BudgetPerDay=5")]
    [InlineData("problem +settings +Sms:Providers:0:Kind: it names no provider. A valid example: Twilio", "--Sms:Providers:0:From=Acme")]
    public async Task What_is_to_be_known_of_text_messages_is_told(string finding, string settings)
    {
        await installation.RunAsync("migrate");
        await ExecuteAsync($"INSERT INTO AttemptCounters (Key, Count, WindowEndsAt) VALUES ('{CounterKey.Of("sms.budget.day")}', 5, datetime('now', '+1 hour'))");

        Assert.Matches(finding, (await installation.RunAsync(["doctor", .. settings.Split(' ', StringSplitOptions.RemoveEmptyEntries)])).Output);
    }

    [Fact]
    public async Task A_database_without_tables_is_found()
    {
        Assert.Matches("warning +database +.*migrations are missing", (await installation.RunAsync("doctor")).Output);

        var result = await installation.RunAsync("doctor", "--Database:MigrateOnStart=false");

        Assert.Matches("problem +database +The database is behind: run 'identity migrate'", result.Output);
        Assert.Equal(1, result.ExitCode);
    }

    [Fact]
    public async Task Keys_and_data_that_others_can_read_are_found()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "Windows has no file modes.");
        await installation.RunAsync("migrate");
        var key = Path.Combine(installation.Directory, "data", "keys", "encryption.key");
        if (!OperatingSystem.IsWindows())
        {
            File.SetUnixFileMode(key, UnixFileMode.UserRead | UnixFileMode.GroupRead);
            File.SetUnixFileMode(Path.Combine(installation.Directory, "data"), UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute | UnixFileMode.OtherExecute);
        }

        var result = await installation.RunAsync("doctor");

        Assert.Matches("problem +keys +.*chmod 600", result.Output);
        Assert.Matches("problem +keys +.*chmod 700", result.Output);
    }

    [Fact]
    public async Task B142_a_wrong_key_is_found_and_stops_the_start_as_a_wrong_setting()
    {
        await installation.RunAsync("migrate");
        var key = Path.Combine(installation.Directory, "data", "keys", "encryption.key");
        await File.WriteAllTextAsync(key, Convert.ToBase64String(new byte[32]));

        Assert.Matches("problem +keys +.*was encrypted with another key", (await installation.RunAsync("doctor")).Output);

        var serve = await installation.RunAsync("serve");
        Assert.True(serve.ExitCode == 3, serve.All);
        Assert.Single(serve.Error.Trim().Split('\n'));
    }

    [Fact]
    public async Task B142_a_ring_of_another_key_stops_the_start_as_a_wrong_setting()
    {
        await using (var server = await RunningServer.StartAsync(installation))
        {
            server.Signal();
            await server.EndAsync();
        }

        await ExecuteAsync("DELETE FROM KeyChecks; DELETE FROM SigningKeys;");
        await File.WriteAllTextAsync(Path.Combine(installation.Directory, "data", "keys", "encryption.key"), Convert.ToBase64String(new byte[32]));

        var serve = await installation.RunAsync("serve");

        Assert.True(serve.ExitCode == 3, serve.All);
        Assert.Matches("^identity: role 'server' did not start: The key in .* does not decrypt this database", serve.Error);
        Assert.Equal(1, await CountAsync("SELECT COUNT(*) FROM DataProtectionKeys"));
    }

    [Fact]
    public async Task A_database_that_can_not_be_written_is_found()
    {
        await installation.RunAsync("migrate");

        // Other than a file mode this holds for root too.
        var result = await installation.RunAsync("doctor", $"--Database:ConnectionString=Data Source={installation.Database};Mode=ReadOnly");

        Assert.Matches("problem +database +It can't be written: ", result.Output);
        Assert.Equal(1, result.ExitCode);
    }

    [Fact]
    public async Task Missing_signing_keys_are_found()
    {
        await installation.RunAsync("migrate");
        await ExecuteAsync("DELETE FROM SigningKeys");

        Assert.Matches("warning +keys +There are no signing keys yet; the next start, or 'identity migrate', makes them", (await installation.RunAsync("doctor")).Output);

        await installation.RunAsync("migrate");
        Assert.Equal(4, await CountAsync("SELECT COUNT(*) FROM SigningKeys"));
    }

    [Fact]
    public async Task A_trusted_proxy_before_an_address_of_this_machine_is_found()
    {
        await installation.RunAsync("migrate");

        Assert.Matches("warning +proxy +Proxy:Trusted names a proxy, but Server:PublicUrl is an address of this machine only", (await installation.RunAsync("doctor", "--Proxy:Trusted=10.0.0.4")).Output);
    }

    [Fact]
    public async Task A_public_address_that_answers_an_error_is_found()
    {
        using var listener = new HttpListener();
        listener.Prefixes.Add($"http://127.0.0.1:{installation.Ports[0]}/");
        listener.Start();
        var doctor = installation.RunAsync("doctor");
        var request = await listener.GetContextAsync();
        request.Response.StatusCode = 502;
        request.Response.Close();

        Assert.Matches("problem +addresses +.*openid-configuration answers 502", (await doctor).Output);
    }

    [Fact]
    public async Task A_certificate_that_nobody_trusts_is_found()
    {
        using var key = RSA.Create(2048);
        using var made = new CertificateRequest("CN=127.0.0.1", key, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1).CreateSelfSigned(DateTimeOffset.UnixEpoch, DateTimeOffset.MaxValue);
        using var certificate = X509CertificateLoader.LoadPkcs12(made.Export(X509ContentType.Pfx), null);
        var builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions());
        builder.WebHost.UseKestrelCore().ConfigureKestrel(kestrel => kestrel.Listen(IPAddress.Loopback, 0, listen => listen.UseHttps(certificate)));
        await using var app = builder.Build();
        await app.StartAsync();

        Assert.Matches("problem +addresses +.*can't be asked over TLS", (await installation.RunAsync("doctor", $"--Server:PublicUrl={app.Urls.Single()}")).Output);
    }

    [Theory]
    [InlineData("[]", "problem +addresses +.*answers with the issuer ''")]
    [InlineData("""{"issuer":1}""", "problem +addresses +.*answers with the issuer ''")]
    [InlineData("""{"issuer":"https://elsewhere.example.com"}""", "problem +addresses +.*answers with the issuer 'https://elsewhere.example.com'")]
    [InlineData("<html>", "problem +addresses +Something else than this server answers")]
    public async Task A_public_address_that_leads_elsewhere_is_found(string answer, string finding)
    {
        using var listener = new HttpListener();
        listener.Prefixes.Add($"http://127.0.0.1:{installation.Ports[0]}/");
        listener.Start();
        var doctor = installation.RunAsync("doctor");
        var request = await listener.GetContextAsync();
        request.Response.Close(System.Text.Encoding.UTF8.GetBytes(answer), willBlock: true);

        Assert.Matches(finding, (await doctor).Output);
    }

    private async Task ExecuteAsync(string sql)
    {
        await using var connection = new SqliteConnection($"Data Source={installation.Database};Pooling=false");
        await connection.OpenAsync();
        await using var command = connection.CreateCommand();
        command.CommandText = sql;
        await command.ExecuteNonQueryAsync();
    }

    private async Task<long> CountAsync(string sql)
    {
        await using var connection = new SqliteConnection($"Data Source={installation.Database};Pooling=false");
        await connection.OpenAsync();
        await using var command = connection.CreateCommand();
        command.CommandText = sql;
        return (long)(await command.ExecuteScalarAsync())!;
    }
}
