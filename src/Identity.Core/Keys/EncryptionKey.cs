using System.Security.Cryptography;
using System.Text;

namespace Identity.Core.Keys;

/// <summary>A key-encryption key. It hands out a fresh or a known data key together with what finds that data key again.</summary>
internal abstract class EncryptionKey(string file, byte[] id)
{
    public const int IdLength = 16;

    public string File { get; } = file;

    /// <summary>Names the key without revealing it.</summary>
    public byte[] Id { get; } = id;

    /// <returns>A data key, and its wrapped form for the envelope.</returns>
    public abstract (byte[] DataKey, byte[] Wrapped) NewDataKey();

    public abstract byte[] Unwrap(byte[] wrapped);
}

/// <summary>32 bytes from a file: the data key of every envelope.</summary>
internal sealed class SharedKey(string file, byte[] key)
    : EncryptionKey(file, HMACSHA256.HashData(key, Encoding.UTF8.GetBytes("key id"))[..IdLength])
{
    public const int Length = 32;

    public override (byte[] DataKey, byte[] Wrapped) NewDataKey() => (key, []);

    public override byte[] Unwrap(byte[] wrapped)
        => wrapped.Length == 0 ? key : throw new CryptographicException("This envelope was made with a certificate.");
}

/// <summary>An RSA key pair: every envelope has a data key of its own, wrapped with the public part.</summary>
internal sealed class CertificateKey(string file, RSA rsa)
    : EncryptionKey(file, SHA256.HashData(rsa.ExportSubjectPublicKeyInfo())[..IdLength])
{
    public override (byte[] DataKey, byte[] Wrapped) NewDataKey()
    {
        var key = RandomNumberGenerator.GetBytes(SharedKey.Length);
        return (key, rsa.Encrypt(key, RSAEncryptionPadding.OaepSHA256));
    }

    public override byte[] Unwrap(byte[] wrapped) => rsa.Decrypt(wrapped, RSAEncryptionPadding.OaepSHA256);
}
