using System.Net;
using System.Net.Sockets;
using Microsoft.Extensions.Options;

namespace Identity.Core.Outbound;

/// <summary>Finds the addresses of a host.</summary>
internal delegate Task<IPAddress[]> AddressLookup(string host, CancellationToken ct);

/// <summary>
/// Opens connections. A name is looked up once and the connection goes to the address that was checked, so that a
/// second answer of the name server makes no difference.
/// </summary>
internal sealed class OutboundConnections(IOptions<OutboundOptions> options, AddressLookup lookup)
{
    private readonly IPNetwork[] _allowed = [.. options.Value.AllowedNetworks.Select(text => IPNetwork.Parse(text))];

    public async ValueTask<Stream> ConnectAsync(SocketsHttpConnectionContext context, CancellationToken ct)
    {
        var host = context.DnsEndPoint.Host;
        var plain = context.InitialRequestMessage.RequestUri?.Scheme != Uri.UriSchemeHttps;
        var addresses = (await FindAsync(host, ct)).Select(Unmapped).ToList();
        var open = addresses.FindAll(address => IsOpen(address, plain));
        if (open.Count == 0) throw Refused(host, addresses, plain);

        SocketException? failure = null;
        foreach (var address in open)
        {
            var socket = new Socket(address.AddressFamily, SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
            try
            {
                await socket.ConnectAsync(new IPEndPoint(address, context.DnsEndPoint.Port), ct);
                return new NetworkStream(socket, ownsSocket: true);
            }
            catch (SocketException problem)
            {
                socket.Dispose();
                failure = problem;
            }
            catch
            {
                socket.Dispose();
                throw;
            }
        }

        throw new OutboundException($"'{host}' can't be reached: {failure!.Message}.", failure);
    }

    private async Task<IPAddress[]> FindAsync(string host, CancellationToken ct)
    {
        try
        {
            return await lookup(host, ct);
        }
        catch (SocketException failure)
        {
            throw new OutboundException($"The name '{host}' has no address: {failure.Message}.", failure);
        }
    }

    private bool IsOpen(IPAddress address, bool plain)
        => _allowed.Any(network => network.Contains(address)) || (!plain && PublicAddresses.Contains(address));

    private static OutboundException Refused(string host, List<IPAddress> addresses, bool plain)
        => addresses.Find(address => !PublicAddresses.Contains(address)) is { } inner
            ? new($"'{host}' is at {inner}, which is not a public address. If it is meant to be called, name its network in Outbound:AllowedNetworks.")
            : plain ? new($"'{host}' would be called over plain http. Use https; http is for networks in Outbound:AllowedNetworks alone.")
            : new($"The name '{host}' has no address.");

    // ::ffff:10.0.0.1 is 10.0.0.1 to the system that connects, so it is to us.
    private static IPAddress Unmapped(IPAddress address) => address.IsIPv4MappedToIPv6 ? address.MapToIPv4() : address;
}
