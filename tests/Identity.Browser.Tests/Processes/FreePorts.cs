using System.Net;
using System.Net.Sockets;

namespace Identity.Browser.Tests.Processes;

internal static class FreePorts
{
    private const int FirstPort = 15_000;
    private const int LastPort = 32_000;

    /// <summary>Addresses on this machine that nothing listens on, all different.</summary>
    public static Uri[] Take(int count)
    {
        HashSet<int> ports = [];
        while (ports.Count < count)
        {
            // Below the ports that the system gives to connections: one of those could be taken before the program listens.
            var port = Random.Shared.Next(FirstPort, LastPort);
            if (IsFree(port)) ports.Add(port);
        }

        return [.. ports.Select(port => new Uri($"http://localhost:{port}"))];
    }

    private static bool IsFree(int port)
    {
        using var listener = new TcpListener(IPAddress.Loopback, port);
        try
        {
            listener.Start();
            return true;
        }
        catch (SocketException)
        {
            return false;
        }
    }
}
