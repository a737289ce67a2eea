using System.ComponentModel.DataAnnotations;
using Microsoft.Extensions.Options;

namespace Identity.Core.Users.Attributes;

/// <summary>Section <c>Profile</c>.</summary>
public sealed class ProfileOptions : IValidatableObject
{
    public const string Section = "Profile";

    // Members of tokens and answers, which an attribute must not look like (RFC 7519, RFC 7662, RFC 8693, RFC 9068 and OpenID Connect).
    private static readonly HashSet<string> Taken =
    [
        .. UserClaims.Of(new User()).Keys,
        "iss", "sub", "aud", "exp", "nbf", "iat", "jti", "sid", "azp", "nonce", "acr", "amr", "auth_time", "at_hash", "c_hash", "s_hash", "cnf", "act", "may_act", "scope", "client_id", "active",
        "token_type", "username", "roles", "groups", "permissions", "entitlements", "events", "sub_id", "authorization_details", "role", "oi_au_id", "oi_tkn_id",
    ];

    /// <summary>What is kept about people beside the standard claims.</summary>
    [ValidateEnumeratedItems]
    public IList<AttributeDefinition> Attributes { get; } = [];

    public AttributeDefinition? Find(string name) => Attributes.FirstOrDefault(attribute => attribute.Name == name);

    public IEnumerable<ValidationResult> Validate(ValidationContext validationContext)
    {
        foreach (var attribute in Attributes.Where(attribute => Taken.Contains(attribute.Name)))
            yield return new ValidationResult($"{Section}:{nameof(Attributes)} has '{attribute.Name}', which is a claim of its own. Give the attribute another name.", [nameof(Attributes)]);
        foreach (var twice in Attributes.GroupBy(attribute => attribute.Name).Where(same => same.Count() > 1))
            yield return new ValidationResult($"{Section}:{nameof(Attributes)} has '{twice.Key}' twice. Remove one.", [nameof(Attributes)]);
    }
}
