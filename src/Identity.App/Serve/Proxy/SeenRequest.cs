namespace Identity.App.Serve.Proxy;

/// <summary>How the server saw a request of <c>identity doctor</c>.</summary>
/// <param name="Host">The Host header, as it arrived.</param>
/// <param name="Refused">The server did not answer because of that host.</param>
/// <param name="Peer">Who opened the connection.</param>
/// <param name="Client">Who the server takes the client to be.</param>
/// <param name="Forwarded">The headers that speak of the client and that came along.</param>
/// <param name="Believed">They came from an address in <c>Proxy:Trusted</c>.</param>
internal sealed record SeenRequest(string Host, bool Refused, string Peer, string Client, IReadOnlyList<string> Forwarded, bool Believed);
