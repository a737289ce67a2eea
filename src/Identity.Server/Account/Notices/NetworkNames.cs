using System.Net;
using System.Net.Sockets;

namespace Identity.Server.Account.Notices;

/// <summary>Names a network well enough to be recognised, without the address of one machine in it.</summary>
internal static class NetworkNames
{
    public static string? Of(IPAddress? address)
    {
        if (address is null) return null;
        if (address.IsIPv4MappedToIPv6) address = address.MapToIPv4();

        var bytes = address.GetAddressBytes();
        return address.AddressFamily == AddressFamily.InterNetwork
            ? $"{bytes[0]}.{bytes[1]}.{bytes[2]}.x"
            : $"{new IPAddress([.. bytes.Take(6), .. new byte[10]])}/48";
    }
}
