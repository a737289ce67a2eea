using System.Collections.Concurrent;
using System.Net;
using System.Net.Sockets;

namespace Identity.Nodes.Tests.Stage;

/// <summary>The line from a node to its database or mail server, which a test can cut: connections break, and new ones are refused.</summary>
public sealed class TcpLine : IDisposable
{
    private readonly IPEndPoint _target;
    private readonly ConcurrentDictionary<Socket, byte> _open = [];
    private Socket? _listener;

    public TcpLine(string host, int port)
    {
        _target = new IPEndPoint(IPAddress.Parse(host), port);
        _listener = Listen(0);
        Port = ((IPEndPoint)_listener.LocalEndPoint!).Port;
    }

    public int Port { get; }

    public void Cut()
    {
        _listener?.Dispose();
        _listener = null;
        foreach (var socket in _open.Keys) socket.Dispose();
    }

    public void Restore() => _listener = Listen(Port);

    public void Dispose() => Cut();

    private Socket Listen(int port)
    {
        var listener = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
        listener.SetSocketOption(SocketOptionLevel.Socket, SocketOptionName.ReuseAddress, true);
        listener.Bind(new IPEndPoint(IPAddress.Loopback, port));
        listener.Listen();
        _ = AcceptAsync(listener);
        return listener;
    }

    private async Task AcceptAsync(Socket listener)
    {
        try
        {
            while (true) _ = CarryAsync(await listener.AcceptAsync());
        }
        catch (Exception cut) when (cut is SocketException or ObjectDisposedException)
        {
            // Nobody is let in any more.
        }
    }

    private async Task CarryAsync(Socket node)
    {
        using var other = new Socket(SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
        _open[node] = _open[other] = 0;
        try
        {
            node.NoDelay = true;
            await other.ConnectAsync(_target);
            await Task.WhenAny(CopyAsync(node, other), CopyAsync(other, node));
        }
        catch (Exception cut) when (cut is SocketException or ObjectDisposedException)
        {
            // The node sees a broken connection.
        }
        finally
        {
            _open.TryRemove(node, out _);
            _open.TryRemove(other, out _);
            node.Dispose();
        }
    }

    private static async Task CopyAsync(Socket from, Socket to)
    {
        try
        {
            await using var source = new NetworkStream(from);
            await using var target = new NetworkStream(to);
            await source.CopyToAsync(target);
        }
        catch (Exception cut) when (cut is IOException or ObjectDisposedException or SocketException)
        {
            // Both directions end together.
        }
    }
}
