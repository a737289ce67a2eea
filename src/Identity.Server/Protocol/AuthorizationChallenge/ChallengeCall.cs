using Identity.Core.Flows;
using Identity.Server.Account.SignUp;
using OpenIddict.Server;

namespace Identity.Server.Protocol.AuthorizationChallenge;

/// <summary>What one call brings beside the authorization request and the client's credentials.</summary>
internal sealed record ChallengeCall
{
    public const string Endpoint = "connect/challenge";

    /// <summary>The handle of the <c>auth_session</c> that it goes on with; null in the first call.</summary>
    public string? Handle { get; init; }

    public Flow? Flow { get; init; }

    public string? Username { get; init; }

    public string? Password { get; init; }

    /// <summary>How the person wants to sign in, where that is not plain from the rest.</summary>
    public string? Method { get; init; }

    /// <summary>Where a text message is to go.</summary>
    public string? PhoneNumber { get; init; }

    public string? Code { get; init; }

    /// <summary>What the app was given at an earlier sign-in: the person's guesses are then told apart from strangers'.</summary>
    public string? Device { get; init; }

    /// <summary>What somebody without an account entered.</summary>
    public SignUpInput SignUp { get; init; } = new();

    /// <summary>Whether the app named a redirect URI: it then has to name the same at the token endpoint.</summary>
    public bool NamesRedirectUri { get; init; }

    /// <summary>Null for what came to any other endpoint.</summary>
    public static ChallengeCall? Of(OpenIddictServerTransaction transaction) => transaction.GetProperty<ChallengeCall>(nameof(ChallengeCall));

    public static bool IsAddressed(OpenIddictServerTransaction transaction)
        => transaction.EndpointType == OpenIddictServerEndpointType.PushedAuthorization
        && transaction.RequestUri?.AbsolutePath.TrimEnd('/').EndsWith($"/{Endpoint}", StringComparison.OrdinalIgnoreCase) == true;
}
