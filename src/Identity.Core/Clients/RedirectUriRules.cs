using System.Net;
using Identity.Core.Data;

namespace Identity.Core.Clients;

/// <summary>Where answers may be sent (RFC 6749, section 3.1.2; RFC 8252, section 7; RFC 9700, section 4.1).</summary>
public static class RedirectUriRules
{
    private static readonly string[] RunningSchemes = ["javascript", "data", "vbscript", "file", "blob", "about", "view-source"];

    /// <summary>What is wrong with a redirect URI, or null when it is fine.</summary>
    public static string? Check(string text, bool native)
    {
        if (CheckText(text) is { } wrong) return wrong;
        if (!Uri.TryCreate(text, UriKind.Absolute, out var uri) || !text.Contains(':', StringComparison.Ordinal) || text.StartsWith('/'))
        {
            return $"'{text}' is not an absolute address. A valid example: https://app.example.com/callback";
        }

        if (RunningSchemes.Contains(uri.Scheme)) return $"'{text}': the scheme '{uri.Scheme}' would run code or read files in the browser. Use https.";
        if (uri.UserInfo.Length > 0) return $"'{text}' has a user name in it. Remove what stands before the @.";
        if (text.Split('?')[0].Split('/').Any(part => part.Replace("%2e", ".", StringComparison.OrdinalIgnoreCase) is "." or ".."))
        {
            return $"'{text}' has a '.' or '..' in its path. Write the path that it stands for.";
        }

        return uri.Scheme switch
        {
            "https" when uri.Host.Length > 0 => null,
            "http" => CheckPlain(uri, text, native),
            _ => CheckPrivateUse(uri, text, native),
        };
    }

    /// <summary>The origin from which scripts of the client run, or null when the address has none.</summary>
    public static string? Origin(string redirectUri)
        => Uri.TryCreate(redirectUri, UriKind.Absolute, out var uri) && uri.Scheme is "http" or "https"
            ? uri.GetLeftPart(UriPartial.Authority)
            : null;

    private static string? CheckText(string text)
    {
        if (text.Length is 0 or > Lengths.Uri) return $"An address has between 1 and {Lengths.Uri} characters.";
        if (text.Any(char.IsWhiteSpace)) return $"'{text}' has a space in it. Give each address as an entry of its own; inside an address write %20.";
        if (text.Any(c => c is < '!' or > '~')) return $"'{text}' has a character that an address can't have. Write it percent-encoded, or the host in punycode (xn--…).";
        if (text.Contains('\\', StringComparison.Ordinal)) return $"'{text}' has a backslash in it. Write / instead.";
        if (text.Contains('#', StringComparison.Ordinal)) return $"'{text}' has a fragment. Remove the # and what follows.";
        return text.Contains('*', StringComparison.Ordinal)
            ? $"'{text}' has a wildcard. Addresses are compared exactly: name each one."
            : null;
    }

    private static string? CheckPlain(Uri uri, string text, bool native)
    {
        var literal = IPAddress.TryParse(uri.Host.Trim('[', ']'), out var address) && IPAddress.IsLoopback(address);
        // A name can be made to point elsewhere on a device with hostile software (RFC 8252, section 8.3).
        if (native) return literal ? null : $"'{text}': a native application uses http only with 127.0.0.1 or [::1]. Use one of these, https, or a scheme of its own.";

        return literal || uri.Host == "localhost"
            ? null
            : $"'{text}' is plain http: that is allowed on this machine only (localhost, 127.0.0.1, [::1]). Use https.";
    }

    private static string? CheckPrivateUse(Uri uri, string text, bool native)
    {
        if (!native) return $"'{text}': a web application uses https. Other schemes are for \"application_type\": \"native\".";

        // A reversed domain name that the maker of the application owns (RFC 8252, section 7.1).
        return uri.Scheme.Contains('.', StringComparison.Ordinal)
            ? null
            : $"'{text}': a scheme of a native application is a reversed domain name. A valid example: com.example.app:/callback";
    }
}
