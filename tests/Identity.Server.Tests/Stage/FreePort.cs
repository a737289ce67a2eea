using System.Net;
using System.Net.Sockets;

namespace Identity.Server.Tests.Stage;

internal static class FreePort
{
    /// <summary>A port that nobody listens on. It has to be known before the start: the issuer names it.</summary>
    public static int Find()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }
}
