using Identity.Hosting.Settings;

namespace Identity.App.Doctor;

/// <summary>Whether what stands before the server is believed.</summary>
internal static class ProxyCheck
{
    private const string Area = "proxy";

    public static Finding Run(ServerAddressOptions server, IConfiguration settings)
    {
        var section = settings.GetSection("Proxy:Trusted");
        var trusted = section.GetChildren().Any() || section.Value is { Length: > 0 };
        var ends = server.PublicUrl.Scheme == "https" && server.Url.Scheme == "http";
        return (ends, trusted) switch
        {
            (true, false) => Finding.Problem(Area, "Server:PublicUrl is https and Server:Url is http, so a proxy stands before the server, but none is trusted: every client would seem to come from the proxy. Set Proxy:Trusted to the proxy's address, such as 10.0.0.5 or 10.0.0.0/24."),
            (false, true) when server.PublicUrl.IsLoopback => Finding.Warning(Area, "Proxy:Trusted names a proxy, but Server:PublicUrl is an address of this machine only. Set it to the address that people use."),
            (_, true) => Finding.Ok(Area, "Forwarded headers count from Proxy:Trusted only."),
            _ => Finding.Ok(Area, "No proxy is needed, and none is trusted."),
        };
    }
}
