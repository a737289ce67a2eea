using Microsoft.AspNetCore.Http;

namespace Identity.Hosting.Proxy;

/// <summary>A feature of every request: the host it really came for. <c>Request.Host</c> is the public one always.</summary>
/// <param name="Host">As the browser, or the last proxy, wrote it: to be shown, never to be built into a link.</param>
/// <param name="IsPublic">Whether it is the host of the role's public address.</param>
public sealed record ReceivedHost(HostString Host, bool IsPublic);
