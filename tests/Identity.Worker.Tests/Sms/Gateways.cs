using Identity.Testing.Receivers;

namespace Identity.Worker.Tests.Sms;

/// <summary>Settings of providers whose part a server of the test plays.</summary>
internal static class Gateways
{
    public const string Secret = "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw";

    public static Dictionary<string, string?> Http(this AppServer server, int number = 0, string path = "/messages") => new()
    {
        [$"Sms:Providers:{number}:Kind"] = "Http",
        [$"Sms:Providers:{number}:Url"] = new Uri(server.Url, path).AbsoluteUri,
        [$"Sms:Providers:{number}:Secret"] = Secret,
    };

    public static Dictionary<string, string?> Twilio(this AppServer server, int number = 0) => new()
    {
        [$"Sms:Providers:{number}:Kind"] = "Twilio",
        [$"Sms:Providers:{number}:Url"] = server.Url.AbsoluteUri,
        [$"Sms:Providers:{number}:AccountSid"] = "ACaccount",
        [$"Sms:Providers:{number}:AuthToken"] = "the-auth-token",
        [$"Sms:Providers:{number}:From"] = "+12015550100",
    };

    public static Dictionary<string, string?> Vonage(this AppServer server, int number = 0) => new()
    {
        [$"Sms:Providers:{number}:Kind"] = "Vonage",
        [$"Sms:Providers:{number}:Url"] = server.Url.AbsoluteUri,
        [$"Sms:Providers:{number}:ApiKey"] = "the-key",
        [$"Sms:Providers:{number}:ApiSecret"] = "the-secret",
        [$"Sms:Providers:{number}:From"] = "Acme",
    };

    public static Dictionary<string, string?> And(this Dictionary<string, string?> settings, Dictionary<string, string?> more)
    {
        foreach (var (name, value) in more) settings[name] = value;
        return settings;
    }
}
