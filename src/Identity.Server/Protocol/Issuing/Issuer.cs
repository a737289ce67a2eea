using Identity.Hosting.Settings;

namespace Identity.Server.Protocol.Issuing;

/// <summary>The issuer as people write it: <c>Server:PublicUrl</c> to the letter, without a slash at the end.</summary>
internal static class Issuer
{
    public static string Of(ServerAddressOptions addresses) => addresses.Issuer;
}
