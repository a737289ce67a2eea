namespace Identity.Server.Protocol.Failures;

/// <summary>What developers are told instead of OpenIddict's sentence: what was wrong, and how to mend it.</summary>
internal static class ErrorWords
{
    private const string GrantNotAllowed = "The application may not use this grant. Add it to 'grant_types' in its registration.";
    private const string WrongMethod = "This address does not answer this HTTP method. Most endpoints take POST alone.";
    private const string NoForm = "Send the parameters as a form, with 'Content-Type: application/x-www-form-urlencoded'.";
    private const string NotRegistered = "is not registered for the application. Register it exactly as it is sent.";

    /// <summary>By OpenIddict's number of the error, and the parameter it is about.</summary>
    private static readonly Dictionary<(string Id, string? Parameter), string> OfParameter = new()
    {
        [("ID2032", "response_type")] = "Only 'response_type=code' is offered.",
        [("ID2032", "response_mode")] = "The 'response_mode' can only be 'query' or 'form_post'.",
        [("ID2032", "code_challenge_method")] = "Only 'code_challenge_method=S256' is offered.",
        [("ID2032", "grant_type")] = "This grant is not offered. 'grant_types_supported' in the discovery document lists those that are.",
        [("ID2043", "redirect_uri")] = $"This 'redirect_uri' {NotRegistered}",
        [("ID2052", "client_id")] = "No application with this 'client_id' is registered.",
        [("ID2052", "code_verifier")] = "The 'code_verifier' is not the one that the 'code_challenge' was made from.",
        [("ID2052", "post_logout_redirect_uri")] = $"This 'post_logout_redirect_uri' {NotRegistered}",
        [("ID2052", "prompt")] = "'prompt=none' goes with no other value of 'prompt'.",
        [("ID2052", "scope")] = "One of the scopes is not registered here, or, in a refresh, was not granted before. Leave it out.",
        [("ID2054", "code_challenge")] = "The application has to use PKCE: send 'code_challenge' and 'code_challenge_method=S256'.",
        [("ID2054", "code_verifier")] = "The 'code_verifier' is missing. Send the one that the 'code_challenge' was made from.",
    };

    private static readonly Dictionary<string, string> Of = new()
    {
        ["ID2001"] = "The code is not known, or has expired. Start the sign-in again.",
        ["ID2003"] = "The refresh token is not known, or has expired. The person has to sign in again.",
        ["ID2004"] = "The token is not one of ours, was changed on its way, or has expired.",
        ["ID2027"] = GrantNotAllowed,
        ["ID2028"] = "The parameter '{0}' is not offered. Leave it out.",
        ["ID2029"] = "The parameter '{0}' is missing.",
        ["ID2030"] = "'{0}' has to be a whole address, such as https://app.example.com/.",
        ["ID2051"] = "The application may not ask for one of these scopes. Add it to 'scope' in its registration, or leave it out.",
        ["ID2056"] = GrantNotAllowed,
        ["ID2057"] = "The application has to authenticate for this grant: send its secret, or a client assertion.",
        ["ID2058"] = "The parameter '{0}' is missing.",
        ["ID2064"] = GrantNotAllowed,
        ["ID2065"] = "The application may not ask for 'offline_access'. Add 'refresh_token' to 'grant_types' in its registration, or leave the scope out.",
        ["ID2069"] = "The code was issued to another application.",
        ["ID2071"] = "The refresh token was issued to another application.",
        ["ID2072"] = "The 'redirect_uri' is not the one that the code was asked for with. Send the same in both requests.",
        ["ID2074"] = "The parameter '{0}' has no place in this request. Leave it out.",
        ["ID2079"] = "Only access tokens and refresh tokens can be revoked.",
        ["ID2081"] = NoForm,
        ["ID2082"] = NoForm,
        ["ID2084"] = WrongMethod,
        ["ID2087"] = "Send the application's credentials once: in the header or in the form, not in both.",
    };

    /// <returns>Null when OpenIddict's sentence stays.</returns>
    public static string? Find(string id, string? parameter)
    {
        if (OfParameter.TryGetValue((id, parameter), out var words)) return words;
        return Of.TryGetValue(id, out words) ? words.Replace("{0}", parameter, StringComparison.Ordinal) : null;
    }
}
