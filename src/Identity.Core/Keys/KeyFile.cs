using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace Identity.Core.Keys;

internal static class KeyFile
{
    private const string Example = "openssl rand -base64 32 > encryption.key && chmod 600 encryption.key";
    private const UnixFileMode OwnerOnly = UnixFileMode.UserRead | UnixFileMode.UserWrite;

    public static EncryptionKey Read(string path, string? pfxPassword)
    {
        try
        {
            RequirePrivate(path);
            return Path.GetExtension(path).ToUpperInvariant() is ".PFX" or ".P12" ? ReadPfx(path, pfxPassword) : ReadShared(path);
        }
        catch (Exception failure) when (failure is FileNotFoundException or DirectoryNotFoundException)
        {
            throw new KeyEncryptionException($"The key file '{path}' does not exist: put it back, or mend Keys:EncryptionKeyFiles. A key that has encrypted a database can't be made again.", failure);
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            throw new KeyEncryptionException($"The key file '{path}' can't be read: give the user that runs identity the right to read it, and nobody else.", failure);
        }
    }

    /// <summary>Makes a key file. Of several processes one succeeds, and all read the same file afterwards.</summary>
    public static void Create(string path)
    {
        var directory = Path.GetDirectoryName(path)!;
        var unfinished = $"{path}.{Guid.NewGuid():N}";
        try
        {
            MakePrivateDirectory(directory);
            WritePrivate(unfinished, Convert.ToBase64String(RandomNumberGenerator.GetBytes(SharedKey.Length)) + "\n");
            try
            {
                File.Move(unfinished, path, overwrite: false);
            }
            catch (IOException) when (File.Exists(path))
            {
                File.Delete(unfinished);
            }
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            throw new KeyEncryptionException($"No key can be made in '{directory}': give the user that runs identity the right to write there, or set Keys:EncryptionKeyFiles. Make one with: {Example}", failure);
        }
    }

    public static KeyEncryptionException NoneConfigured()
        => new($"Keys:EncryptionKeyFiles: it is needed for this database provider, the same key on every node. Make one with: {Example}");

    private static void RequirePrivate(string path)
    {
        if (OperatingSystem.IsWindows()) return;

        if ((File.GetUnixFileMode(path) & ~OwnerOnly) != 0)
        {
            throw new KeyEncryptionException($"The key file '{path}' can be reached by other users of this machine: run chmod 600 '{path}'");
        }
    }

    private static SharedKey ReadShared(string path)
    {
        var key = new byte[SharedKey.Length + 2];
        return Convert.TryFromBase64String(File.ReadAllText(path).Trim(), key, out var length) && length == SharedKey.Length
            ? new SharedKey(path, key[..length])
            : throw new KeyEncryptionException($"The key file '{path}' does not hold 32 bytes in base64. Make one with: {Example}");
    }

    private static CertificateKey ReadPfx(string path, string? password)
    {
        try
        {
            using var certificate = X509CertificateLoader.LoadPkcs12FromFile(path, password);
            return new CertificateKey(path, certificate.GetRSAPrivateKey()
                ?? throw new KeyEncryptionException($"The key file '{path}' holds no private RSA key: export the certificate together with its RSA key."));
        }
        catch (CryptographicException failure)
        {
            throw new KeyEncryptionException($"The key file '{path}' can't be opened: check that it is a PFX file, and its password in Keys:PfxPassword.", failure);
        }
    }

    private static void MakePrivateDirectory(string path)
    {
        if (OperatingSystem.IsWindows()) Directory.CreateDirectory(path);
        else Directory.CreateDirectory(path, OwnerOnly | UnixFileMode.UserExecute);
    }

    private static void WritePrivate(string path, string text)
    {
        var create = new FileStreamOptions { Mode = FileMode.CreateNew, Access = FileAccess.Write };
        if (!OperatingSystem.IsWindows()) create.UnixCreateMode = OwnerOnly;
        using var file = new StreamWriter(path, create);
        file.Write(text);
        file.Flush();
        ((FileStream)file.BaseStream).Flush(flushToDisk: true);
    }
}
