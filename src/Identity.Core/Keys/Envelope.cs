using System.Buffers.Binary;
using System.Diagnostics.CodeAnalysis;
using System.Security.Cryptography;

namespace Identity.Core.Keys;

/// <summary>AES-256-GCM. Layout: version (1), key id (16), length of wrapped data key (2), wrapped data key, nonce (12), tag (16), cipher text.</summary>
internal sealed class Envelope
{
    private const byte Version = 1;
    private const int NonceLength = 12;
    private const int TagLength = 16;
    private const int HeaderLength = 1 + EncryptionKey.IdLength + 2;

    private readonly byte[] _bytes;
    private readonly int _wrappedLength;

    private Envelope(byte[] bytes, int wrappedLength) => (_bytes, _wrappedLength) = (bytes, wrappedLength);

    public byte[] KeyId => _bytes[1..(1 + EncryptionKey.IdLength)];

    private int Start => HeaderLength + _wrappedLength;

    public static byte[] Seal(EncryptionKey key, ReadOnlySpan<byte> plain, byte[] purpose)
    {
        var (dataKey, wrapped) = key.NewDataKey();
        var start = HeaderLength + wrapped.Length;
        var envelope = new byte[start + NonceLength + TagLength + plain.Length];
        envelope[0] = Version;
        key.Id.CopyTo(envelope, 1);
        BinaryPrimitives.WriteUInt16BigEndian(envelope.AsSpan(1 + EncryptionKey.IdLength), (ushort)wrapped.Length);
        wrapped.CopyTo(envelope, HeaderLength);

        var nonce = envelope.AsSpan(start, NonceLength);
        RandomNumberGenerator.Fill(nonce);
        using var aes = new AesGcm(dataKey, TagLength);
        aes.Encrypt(nonce, plain, envelope.AsSpan(start + NonceLength + TagLength), envelope.AsSpan(start + NonceLength, TagLength), [.. envelope[..start], .. purpose]);
        return envelope;
    }

    public static bool TryRead(ReadOnlySpan<byte> bytes, [NotNullWhen(true)] out Envelope? envelope)
    {
        envelope = null;
        if (bytes.Length < HeaderLength + NonceLength + TagLength || bytes[0] != Version) return false;

        var wrapped = BinaryPrimitives.ReadUInt16BigEndian(bytes[(1 + EncryptionKey.IdLength)..]);
        if (bytes.Length < HeaderLength + wrapped + NonceLength + TagLength) return false;

        envelope = new Envelope(bytes.ToArray(), wrapped);
        return true;
    }

    public byte[] Open(EncryptionKey key, byte[] purpose)
    {
        var sealedPart = _bytes.AsSpan(Start);
        var plain = new byte[sealedPart.Length - NonceLength - TagLength];
        using var aes = new AesGcm(key.Unwrap(_bytes[HeaderLength..Start]), TagLength);
        aes.Decrypt(sealedPart[..NonceLength], sealedPart[(NonceLength + TagLength)..], sealedPart.Slice(NonceLength, TagLength), plain, [.. _bytes[..Start], .. purpose]);
        return plain;
    }
}
