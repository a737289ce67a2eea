using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Text;
using Identity.Core.Data;
using Identity.Core.Keys;
using Identity.Testing.Databases;
using Microsoft.Extensions.DependencyInjection;

namespace Identity.Core.Tests.Keys;

public sealed class KeyEncryptionTests
{
    private static readonly byte[] Secret = Encoding.UTF8.GetBytes("the private part");

    [Fact]
    public async Task A_first_start_on_sqlite_makes_a_key_that_only_its_owner_can_read()
    {
        await using var database = await TestDatabase.CreateAsync(DatabaseProvider.Sqlite);
        await using var services = database.Services();

        await services.StartAsync();

        var file = Path.Combine(database.Directory, "keys", "encryption.key");
        Assert.Equal([file], services.GetRequiredService<KeyEncryption>().Files);
        Assert.Equal(32, Convert.FromBase64String(await File.ReadAllTextAsync(file)).Length);
        if (OperatingSystem.IsWindows())
        {
            Assert.Skip("Windows has no file modes");
            return;
        }

        Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(file));
        Assert.Single(Directory.GetFiles(Path.GetDirectoryName(file)!));
    }

    [Fact]
    public async Task A_server_database_without_a_key_stops_the_start_and_says_how_to_make_one()
    {
        await using var database = await TestDatabase.CreateAsync(DatabaseProvider.Sqlite);
        await using var services = database.Services(settings: new() { ["Database:Provider"] = "PostgreSql", ["Database:ConnectionString"] = "Host=none" });

        var failure = Assert.Throws<KeyEncryptionException>(() => services.GetRequiredService<KeyEncryption>().Encrypt(Secret, "test"));

        Assert.Contains("openssl rand -base64 32", failure.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_key_file_that_others_can_read_is_refused_with_the_command_that_mends_it()
    {
        if (OperatingSystem.IsWindows())
        {
            Assert.Skip("Windows has no file modes");
            return;
        }

        await using var database = await TestDatabase.CreateAsync(DatabaseProvider.Sqlite);
        var file = TestKeyFile.In(database.Directory);
        File.SetUnixFileMode(file, File.GetUnixFileMode(file) | UnixFileMode.GroupRead);
        await using var services = WithKeys(database, file);

        var failure = Assert.Throws<KeyEncryptionException>(() => services.GetRequiredService<KeyEncryption>().Encrypt(Secret, "test"));

        Assert.Contains($"chmod 600 '{file}'", failure.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("")]
    [InlineData("not base64")]
    [InlineData("c2hvcnQ=")]
    public async Task A_file_without_32_bytes_in_base64_is_refused(string content)
    {
        await using var database = await TestDatabase.CreateAsync(DatabaseProvider.Sqlite);
        var file = Path.Combine(database.Directory, "bad.key");
        TestKeyFile.Write(file, content);
        await using var services = WithKeys(database, file);

        var failure = Assert.Throws<KeyEncryptionException>(() => services.GetRequiredService<KeyEncryption>().Encrypt(Secret, "test"));

        Assert.Contains("32 bytes in base64", failure.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_one_purpose_encrypted_another_can_not_decrypt_and_no_bit_may_change()
    {
        await using var database = await TestDatabase.CreateAsync(DatabaseProvider.Sqlite);
        await using var services = WithKeys(database, TestKeyFile.In(database.Directory));
        var encryption = services.GetRequiredService<KeyEncryption>();
        var encrypted = encryption.Encrypt(Secret, "one");

        Assert.Equal(Secret, encryption.Decrypt(encrypted, "one"));
        Assert.NotEqual(encrypted, encryption.Encrypt(Secret, "one"));
        Assert.Throws<KeyEncryptionException>(() => encryption.Decrypt(encrypted, "two"));
        for (var i = 0; i < encrypted.Length; i++)
        {
            var changed = encrypted.ToArray();
            changed[i] ^= 1;
            Assert.Throws<KeyEncryptionException>(() => encryption.Decrypt(changed, "one"));
            Assert.Throws<KeyEncryptionException>(() => encryption.Decrypt(encrypted.AsSpan(0, i), "one"));
        }
    }

    [Fact]
    public async Task The_first_key_encrypts_and_an_older_one_still_decrypts()
    {
        await using var database = await TestDatabase.CreateAsync(DatabaseProvider.Sqlite);
        var (older, newer) = (TestKeyFile.In(database.Directory, "older.key"), TestKeyFile.In(database.Directory, "newer.key"));
        await using var before = WithKeys(database, older);
        await before.StartAsync();
        await using var both = WithKeys(database, newer, older);
        await both.StartAsync();

        var encrypted = both.GetRequiredService<KeyEncryption>().Encrypt(Secret, "test");

        Assert.Equal(4, (await both.LoadKeysAsync()).Count);
        Assert.Throws<KeyEncryptionException>(() => before.GetRequiredService<KeyEncryption>().Decrypt(encrypted, "test"));
    }

    [Fact]
    public async Task A_certificate_can_take_the_place_of_a_key_file()
    {
        await using var database = await TestDatabase.CreateAsync(DatabaseProvider.Sqlite);
        var file = Path.Combine(database.Directory, "key.pfx");
        using (var rsa = RSA.Create(2048))
        {
            var request = new CertificateRequest("CN=identity", rsa, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1);
            using var certificate = request.CreateSelfSigned(TimeProvider.System.GetUtcNow(), TimeProvider.System.GetUtcNow().AddDays(1));
            TestKeyFile.Write(file, "");
            await File.WriteAllBytesAsync(file, certificate.ExportPkcs12(Pkcs12ExportPbeParameters.Pbes2Aes256Sha256, "pass"));
        }

        var settings = new Dictionary<string, string?> { ["Keys:EncryptionKeyFiles:0"] = file, ["Keys:PfxPassword"] = "pass" };
        await using (var first = database.Services(settings: settings)) await first.StartAsync();
        await using var second = database.Services(settings: settings);
        await second.StartAsync();
        Assert.Equal(4, (await second.LoadKeysAsync()).Count);

        settings["Keys:PfxPassword"] = "wrong";
        await using var wrong = database.Services(settings: settings);
        var failure = await Assert.ThrowsAsync<KeyEncryptionException>(wrong.StartAsync);
        Assert.Contains("Keys:PfxPassword", failure.Message, StringComparison.Ordinal);
    }

    internal static ServiceProvider WithKeys(TestDatabase database, params string[] files)
        => database.Services(settings: files.Select((file, i) => (file, i)).ToDictionary(f => $"Keys:EncryptionKeyFiles:{f.i}", string? (f) => f.file));
}
