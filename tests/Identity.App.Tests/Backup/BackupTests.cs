using System.Net;
using System.Text.RegularExpressions;
using Identity.Testing.Databases;

namespace Identity.App.Tests.Backup;

[Trait("Set", "All")]
public sealed partial class BackupTests : IDisposable
{
    private const string Password = "a long walk on a cold beach";
    private readonly Installation installation = new();
    private readonly Installation other = new();

    private string Copy => Path.Combine(installation.Directory, "copy.db");

    public void Dispose()
    {
        installation.Dispose();
        other.Dispose();
    }

    [Fact]
    public async Task B157_a_backup_that_was_made_while_people_sign_in_opens_on_another_machine_with_its_key()
    {
        await OwnerAsync();
        using var browser = new Browser();
        await using (var server = await RunningServer.StartAsync(installation))
        {
            await browser.SignInAsync(installation.Ports[0]);
            var backup = await installation.RunAsync("backup", "copy.db", "--with-keys");
            Assert.True(backup.ExitCode == 0, backup.All);
        }

        if (!OperatingSystem.IsWindows()) foreach (var file in new[] { Copy, $"{Copy}.key" }) Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(file));
        var restore = await other.RunAsync("restore", Copy);
        Assert.True(restore.ExitCode == 0, restore.All);

        await using var restored = await RunningServer.StartAsync(other);
        // The cookie was encrypted by the first machine: its keys came along.
        Assert.Equal(HttpStatusCode.OK, await browser.StatusAsync(other.Ports[0], "/account/apps"));
        using var anew = new Browser();
        await anew.SignInAsync(other.Ports[0]);
        Assert.Equal(HttpStatusCode.OK, await anew.StatusAsync(other.Ports[0], "/account/apps"));
    }

    [Fact]
    public async Task B157_a_backup_without_its_key_holds_no_key_and_is_refused_until_the_key_is_there()
    {
        await OwnerAsync();

        var backup = await installation.RunAsync("backup", "copy.db");

        Assert.Contains("no use without the key", backup.Output, StringComparison.Ordinal);
        Assert.False(File.Exists($"{Copy}.key"));
        var refused = await other.RunAsync("restore", Copy);
        Assert.True(refused.ExitCode != 0, refused.All);
        Assert.False(File.Exists(other.Database));

        Directory.CreateDirectory(Path.Combine(other.Directory, "data", "keys"));
        File.Copy(Path.Combine(installation.Directory, "data", "keys", "encryption.key"), Path.Combine(other.Directory, "data", "keys", "encryption.key"));
        Assert.Equal(0, (await other.RunAsync("restore", Copy)).ExitCode);
    }

    [Fact]
    public async Task B157_a_restore_overwrites_nothing_unless_it_is_told_to_and_keeps_what_was_there()
    {
        await OwnerAsync();
        await installation.RunAsync("backup", "copy.db");
        await installation.ApplyAsync("""{"users":[{"username":"later"}]}""");

        var refused = await installation.RunAsync("restore", "copy.db");
        Assert.Equal(1, refused.ExitCode);
        Assert.Contains("--overwrite", refused.Error, StringComparison.Ordinal);

        var restore = await installation.RunAsync("restore", "copy.db", "--overwrite");
        Assert.True(restore.ExitCode == 0, restore.All);
        Assert.Single(Directory.GetFiles(Path.GetDirectoryName(installation.Database)!, "identity.db.before-*"));
        Assert.Contains("1 created", (await installation.ApplyAsync("""{"users":[{"username":"later"}]}""")).Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task B157_a_database_in_use_is_not_replaced()
    {
        await OwnerAsync();
        await installation.RunAsync("backup", "copy.db");
        await using var server = await RunningServer.StartAsync(installation);

        var restore = await installation.RunAsync("restore", "copy.db", "--overwrite");

        Assert.Equal(1, restore.ExitCode);
        Assert.Contains("is in use: stop every process", restore.Error, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("it is no database", false)]
    [InlineData("it is damaged", true)]
    public async Task B157_a_damaged_file_is_refused_by_name(string reason, bool wasDatabase)
    {
        if (wasDatabase)
        {
            await OwnerAsync();
            await installation.RunAsync("backup", "copy.db");
            var bytes = await File.ReadAllBytesAsync(Copy);
            bytes.AsSpan(8192, 200_000).Fill(0x5a);
            await File.WriteAllBytesAsync(Copy, bytes);
        }
        else
        {
            await File.WriteAllTextAsync(Copy, new string('x', 10_000));
        }

        var restore = await other.RunAsync("restore", Copy);

        Assert.Equal(1, restore.ExitCode);
        Assert.Contains(reason, restore.Error, StringComparison.Ordinal);
        Assert.False(File.Exists(other.Database));
    }

    [Theory]
    [InlineData("PostgreSql", "pg_dump")]
    [InlineData("SqlServer", "BACKUP DATABASE")]
    public async Task For_other_databases_it_names_their_own_tool(string provider, string tool)
    {
        var backup = await installation.RunAsync(
            "backup", "copy.db", $"--Database:Provider={provider}", "--Database:ConnectionString=Database=none", $"--Keys:EncryptionKeyFiles:0={TestKeyFile.In(installation.Directory)}");

        Assert.Equal(1, backup.ExitCode);
        Assert.Contains(tool, backup.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_backup_is_never_overwritten()
    {
        await OwnerAsync();
        await installation.RunAsync("backup", "copy.db");

        var again = await installation.RunAsync("backup", "copy.db");

        Assert.Equal(1, again.ExitCode);
        Assert.Contains("exists already", again.Error, StringComparison.Ordinal);
    }

    private async Task OwnerAsync()
    {
        // The key is made with the tables.
        Assert.Equal(0, (await installation.RunAsync("migrate")).ExitCode);
        Assert.Equal(0, (await installation.ApplyAsync($$"""{"users":[{"username":"ada","password":"{{Password}}","roles":["Owner"]}]}""")).ExitCode);
    }

    private sealed partial class Browser : IDisposable
    {
        private readonly HttpClient http = new(new SocketsHttpHandler { AllowAutoRedirect = false, CookieContainer = new CookieContainer() });

        public Browser() => http.DefaultRequestHeaders.Accept.ParseAdd("text/html");

        public async Task SignInAsync(int port)
        {
            var address = new Uri($"http://127.0.0.1:{port}/signin");
            var page = await http.GetStringAsync(address);
            using var form = new FormUrlEncodedContent([new("username", "ada"), new("password", Password), new("__RequestVerificationToken", Token().Match(page).Groups["value"].Value)]);
            using var answer = await http.PostAsync(address, form);
            Assert.True((int)answer.StatusCode is 302 or 303, $"{answer.StatusCode} {await answer.Content.ReadAsStringAsync()}");
        }

        public async Task<HttpStatusCode> StatusAsync(int port, string path)
        {
            using var answer = await http.GetAsync(new Uri($"http://127.0.0.1:{port}{path}"));
            return answer.StatusCode;
        }

        public void Dispose() => http.Dispose();

        [GeneratedRegex("name=\"__RequestVerificationToken\"[^>]*value=\"(?<value>[^\"]+)\"")]
        private static partial Regex Token();
    }
}
