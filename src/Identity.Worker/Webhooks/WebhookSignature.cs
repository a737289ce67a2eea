using System.Security.Cryptography;
using System.Text;

namespace Identity.Worker.Webhooks;

/// <summary>
/// Signs as Standard Webhooks does, so that receivers can check it with the libraries there are
/// (https://github.com/standard-webhooks/standard-webhooks/blob/main/spec/standard-webhooks.md).
/// </summary>
internal static class WebhookSignature
{
    private const string Prefix = "whsec_";
    private const int FewestBytes = 24;
    private const int MostBytes = 64;

    public const string SecretRule = "it has to be 'whsec_' and 24 to 64 random bytes in base64. A valid example: whsec_ and what 'openssl rand -base64 32' prints";

    /// <param name="secret">The shared secret.</param>
    /// <param name="id">Of the message, the same for every try.</param>
    /// <param name="timestamp">Of this try, in seconds since 1970.</param>
    /// <param name="body">As it is sent, byte by byte.</param>
    public static string Of(string secret, string id, long timestamp, byte[] body)
    {
        byte[] content = [.. Encoding.UTF8.GetBytes($"{id}.{timestamp}."), .. body];
        return $"v1,{Convert.ToBase64String(HMACSHA256.HashData(KeyOf(secret), content))}";
    }

    public static bool IsSecret(string? secret)
    {
        if (secret is null || !secret.StartsWith(Prefix, StringComparison.Ordinal)) return false;

        var bytes = new byte[secret.Length];
        return Convert.TryFromBase64String(secret[Prefix.Length..], bytes, out var length) && length is >= FewestBytes and <= MostBytes;
    }

    private static byte[] KeyOf(string secret) => Convert.FromBase64String(secret[Prefix.Length..]);
}
