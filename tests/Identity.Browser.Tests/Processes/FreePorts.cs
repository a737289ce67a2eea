using System.Net;
using System.Net.Sockets;

namespace Identity.Browser.Tests.Processes;

internal static class FreePorts
{
    /// <summary>Addresses on this machine that nothing listens on, all different.</summary>
    public static Uri[] Take(int count)
    {
        var listeners = Enumerable.Range(0, count).Select(_ => new TcpListener(IPAddress.Loopback, 0)).ToArray();
        foreach (var listener in listeners) listener.Start();
        var addresses = listeners.Select(l => new Uri($"http://localhost:{((IPEndPoint)l.LocalEndpoint).Port}")).ToArray();
        foreach (var listener in listeners) listener.Dispose();
        return addresses;
    }
}
