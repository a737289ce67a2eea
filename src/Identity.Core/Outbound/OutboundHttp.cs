namespace Identity.Core.Outbound;

/// <summary>
/// The way to call a server that an application named: only at public addresses, bounded in time and size, without
/// redirects. What goes wrong is an <see cref="HttpRequestException"/>; an <see cref="OutboundException"/> when it is
/// a rule of ours, with a sentence for the operator.
/// </summary>
public static class OutboundHttp
{
    /// <summary>The name of the client in <see cref="IHttpClientFactory"/>.</summary>
    public const string ClientName = "outbound";
}
