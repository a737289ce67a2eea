using System.Net;
using System.Net.Sockets;

namespace Identity.Core.Outbound;

/// <summary>Which addresses belong to the public internet (IANA's registries of special-purpose addresses, RFC 6890).</summary>
internal static class PublicAddresses
{
    // Of IPv6 only this part is handed out to the public; loopback, link-local, unique local, multicast and the
    // prefixes that carry an IPv4 address for a translator (NAT64) all lie outside.
    private static readonly IPNetwork GlobalUnicast = IPNetwork.Parse("2000::/3");

    private static readonly IPNetwork[] Special =
    [
        .. new[]
        {
            "0.0.0.0/8",        // this network, unspecified
            "10.0.0.0/8",       // private
            "100.64.0.0/10",    // behind a carrier's address translation
            "127.0.0.0/8",      // loopback
            "169.254.0.0/16",   // link-local, and the metadata services of clouds
            "172.16.0.0/12",    // private
            "192.0.0.0/24",     // protocol assignments
            "192.0.2.0/24",     // documentation
            "192.88.99.0/24",   // relays of 6to4
            "192.168.0.0/16",   // private
            "198.18.0.0/15",    // benchmarks
            "198.51.100.0/24",  // documentation
            "203.0.113.0/24",   // documentation
            "224.0.0.0/4",      // multicast
            "240.0.0.0/4",      // reserved, broadcast
            "2001::/23",        // protocol assignments, among them Teredo, which carries an IPv4 address
            "2001:db8::/32",    // documentation
            "2002::/16",        // 6to4, which carries an IPv4 address
            "3fff::/20",        // documentation
        }.Select(text => IPNetwork.Parse(text)),
    ];

    public static bool Contains(IPAddress address)
        => (address.AddressFamily == AddressFamily.InterNetwork || (!address.IsIPv4MappedToIPv6 && GlobalUnicast.Contains(address)))
            && !Special.Any(network => network.Contains(address));
}
