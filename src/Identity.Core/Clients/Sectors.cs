namespace Identity.Core.Clients;

/// <summary>To which sector a client belongs (OpenID Connect Core, section 8.1): clients of one know people by one subject.</summary>
internal static class Sectors
{
    public static string Of(Client client)
    {
        if (client.SectorIdentifierUri is { } uri) return new Uri(uri).Host;

        // A registration with several hosts names a sector. What anybody may use (a loopback address) says nothing about
        // who the client is, and a client without redirect URIs has no host: these are sectors of their own.
        var host = JsonText.List(client.RedirectUris) is [var first, ..] && Uri.TryCreate(first, UriKind.Absolute, out var address) && !address.IsLoopback ? Name(address) : "";
        return host.Length > 0 ? host : $"client {client.ClientId}";
    }

    // The scheme of a native application is a domain name too, written backwards.
    private static string Name(Uri address) => address.Scheme is "http" or "https" ? address.Host : address.Scheme;
}
