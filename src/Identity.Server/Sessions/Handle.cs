using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;

namespace Identity.Server.Sessions;

/// <summary>A random name for a row, given to a browser; the database knows only its hash.</summary>
internal static class Handle
{
    public const int Length = 43;

    public static string Create() => Base64Url.EncodeToString(RandomNumberGenerator.GetBytes(32));

    public static string Hash(string handle) => Base64Url.EncodeToString(SHA256.HashData(Encoding.UTF8.GetBytes(handle)));
}
