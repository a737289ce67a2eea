using Identity.Core.Clients;
using OpenIddict.Abstractions;

namespace Identity.Server.Protocol.AuthorizationChallenge;

/// <summary>A valid call of an app that may make it.</summary>
/// <param name="Call">What it brings.</param>
/// <param name="Client">Whose it is.</param>
/// <param name="Request">The authorization request: this call's, or that of the first one.</param>
/// <param name="Hinted">The subject of <c>id_token_hint</c>.</param>
internal sealed record ChallengeStep(ChallengeCall Call, Client Client, OpenIddictRequest Request, string? Hinted);
