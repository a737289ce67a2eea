using System.Buffers.Binary;
using System.Buffers.Text;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace Identity.Core.Challenges;

/// <summary>The token of a link and the code that goes with it. The link carries the code: who opens it elsewhere can be shown it.</summary>
/// <param name="LinkToken">256 random bits, base64url.</param>
public sealed record ChallengeSecrets(string LinkToken)
{
    public const int CodeLength = 6;
    public const int LinkTokenLength = 43;

    private const int Codes = 1_000_000;

    /// <summary>Six digits.</summary>
    public string Code { get; } = CodeOf(LinkToken);

    public static ChallengeSecrets Create() => new(Base64Url.EncodeToString(RandomNumberGenerator.GetBytes(32)));

    /// <summary>The digits that a person typed, without spaces and dashes; null when these can't be a code.</summary>
    public static string? ReadCode(string? typed)
    {
        var digits = new string([.. (typed ?? "").Where(c => !char.IsWhiteSpace(c) && c != '-')]);
        return digits.Length == CodeLength && digits.All(char.IsAsciiDigit) ? digits : null;
    }

    internal static string Hash(params ReadOnlySpan<string> parts) => Base64Url.EncodeToString(SHA256.HashData(Encoding.UTF8.GetBytes(string.Join('\n', parts!))));

    private static string CodeOf(string linkToken)
    {
        var number = BinaryPrimitives.ReadUInt64BigEndian(SHA256.HashData(Encoding.UTF8.GetBytes($"code\n{linkToken}")));
        return (number % Codes).ToString($"D{CodeLength}", CultureInfo.InvariantCulture);
    }
}
