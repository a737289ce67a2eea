using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;

namespace Identity.Core.Clients;

/// <summary>
/// Secrets of clients at rest. They are long and random, so a fast hash is enough: nobody can try them all, and every
/// token request would pay for a slow one.
/// </summary>
public static class ClientSecrets
{
    /// <summary>Characters: 32 of base64url hold 192 bits.</summary>
    public const int MinimumLength = 32;

    /// <summary>Characters: what is longer is not hashed at all.</summary>
    public const int MaximumLength = 1000;

    /// <summary>At a time: one in use, and those that are on their way in or out.</summary>
    public const int MaximumCount = 10;

    // Names the way it was hashed, so that another can follow without asking every client for a new secret.
    private const string Version = "sha256.";

    public static string Hash(string secret) => Version + Base64Url.EncodeToString(SHA256.HashData(Encoding.UTF8.GetBytes(secret)));

    public static bool Matches(string secret, string stored)
        => secret.Length <= MaximumLength
            && CryptographicOperations.FixedTimeEquals(Encoding.UTF8.GetBytes(Hash(secret)), Encoding.UTF8.GetBytes(stored));
}
