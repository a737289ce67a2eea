using System.Security.Cryptography;
using System.Text;
using Identity.Core.Data;
using Microsoft.Extensions.Options;

namespace Identity.Core.Keys;

/// <summary>Encrypts what the database may hold but must not reveal. The keys are in files outside the database.</summary>
public sealed class KeyEncryption
{
    private readonly IOptions<KeyOptions> _keys;
    private readonly IOptions<DatabaseOptions> _database;
    private readonly Lazy<IReadOnlyList<EncryptionKey>> _loaded;

    public KeyEncryption(IOptions<KeyOptions> keys, IOptions<DatabaseOptions> database, IOptions<DataOptions> data)
    {
        ArgumentNullException.ThrowIfNull(data);
        (_keys, _database) = (keys, database);
        GeneratedFile = Path.Combine(data.Value.FullPath, "keys", "encryption.key");
        _loaded = new(Load);
    }

    /// <summary>The files that the keys are read from, the encrypting one first.</summary>
    public IReadOnlyList<string> Files => Generates ? [GeneratedFile] : [.. Configured.Select(Path.GetFullPath)];

    /// <summary>No key is configured and none has been made yet: this program would make one.</summary>
    internal bool MustGenerate => Generates && !File.Exists(GeneratedFile);

    internal IReadOnlyList<EncryptionKey> Keys => _loaded.Value;

    private string GeneratedFile { get; }

    private IEnumerable<string> Configured => _keys.Value.EncryptionKeyFiles.Where(file => !string.IsNullOrWhiteSpace(file));

    private bool Generates => !Configured.Any() && _database.Value.Provider == DatabaseProvider.Sqlite;

    /// <summary>Encrypts with the first key.</summary>
    /// <param name="plain">What to encrypt.</param>
    /// <param name="purpose">What it is for: it must be the same at decryption, so that one row's content does not pass for another's.</param>
    /// <exception cref="KeyEncryptionException">A key file is missing or unusable.</exception>
    public byte[] Encrypt(ReadOnlySpan<byte> plain, string purpose) => Envelope.Seal(Keys[0], plain, Encoding.UTF8.GetBytes(purpose));

    /// <summary>Decrypts with whichever key it was encrypted with.</summary>
    /// <exception cref="KeyEncryptionException">It was encrypted with another key, for another purpose, or was changed.</exception>
    public byte[] Decrypt(ReadOnlySpan<byte> sealedBytes, string purpose)
    {
        if (!Envelope.TryRead(sealedBytes, out var envelope))
        {
            throw new KeyEncryptionException($"An encrypted value of the database ({purpose}) is damaged.");
        }

        var id = envelope.KeyId;
        var key = Keys.FirstOrDefault(k => k.Id.AsSpan().SequenceEqual(id)) ?? throw Wrong();
        try
        {
            return envelope.Open(key, Encoding.UTF8.GetBytes(purpose));
        }
        catch (CryptographicException failure)
        {
            throw new KeyEncryptionException($"An encrypted value of the database ({purpose}) was changed: the key in {key.File} does not decrypt it.", failure);
        }
    }

    /// <summary>Whether it was encrypted with the first key, so that no older one is needed for it.</summary>
    internal bool IsUnderFirst(ReadOnlySpan<byte> sealedBytes) => Envelope.TryRead(sealedBytes, out var envelope) && envelope.KeyId.AsSpan().SequenceEqual(Keys[0].Id);

    internal KeyEncryptionException Wrong() => new(
        $"The key in {string.Join(", ", Files)} does not decrypt this database: it was encrypted with another key. Name that key's file in Keys:EncryptionKeyFiles, or put it back.");

    private List<EncryptionKey> Load()
    {
        if (!Generates && Files.Count == 0) throw KeyFile.NoneConfigured();

        if (MustGenerate) KeyFile.Create(GeneratedFile);
        return [.. Files.Select(file => KeyFile.Read(file, _keys.Value.PfxPassword))];
    }
}
