using System.Net;
using System.Net.Sockets;

namespace Identity.Server.Account.SignIn;

/// <summary>From where somebody tries to sign in.</summary>
/// <param name="Address">The network address; null when it did not come over a network.</param>
/// <param name="Device">What <see cref="DeviceCookie.Read"/> gave; null when the device is unknown.</param>
public sealed record SignInOrigin(IPAddress? Address, KnownDevice? Device)
{
    /// <summary>The network of the address: one customer of a provider can change the rest of it at will.</summary>
    internal string Network(SignInOptions limits)
    {
        if (Address is null) return "none";

        var address = Address.IsIPv4MappedToIPv6 ? Address.MapToIPv4() : Address;
        var bits = address.AddressFamily == AddressFamily.InterNetwork ? limits.NetworkBitsIPv4 : limits.NetworkBitsIPv6;
        var bytes = address.GetAddressBytes();
        for (var bit = bits; bit < bytes.Length * 8; bit++) bytes[bit / 8] &= (byte)~(0x80 >> (bit % 8));
        return $"{new IPAddress(bytes)}/{bits}";
    }
}
