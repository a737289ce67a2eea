using Identity.Core.Resources;

namespace Identity.Core.Scopes;

/// <summary>A scope that every installation has.</summary>
/// <param name="Name">Its value in a request's <c>scope</c>.</param>
/// <param name="DisplayName">What a consent page calls it.</param>
/// <param name="Description">What it gives, for the person who is asked.</param>
public sealed record BuiltInScope(string Name, string DisplayName, string Description)
{
    public IReadOnlyList<string> Claims { get; init; } = [];
    public string? Resource { get; init; }
}

/// <summary>The scopes that every installation has; the claims are those of OpenID Connect Core, section 5.4.</summary>
public static class BuiltInScopes
{
    public const string OpenId = "openid";
    public const string Profile = "profile";
    public const string Email = "email";
    public const string Address = "address";
    public const string Phone = "phone";
    public const string OfflineAccess = "offline_access";
    public const string Roles = "roles";
    public const string Groups = "groups";
    public const string Account = "account";
    public const string Admin = "admin";

    public static IReadOnlyList<BuiltInScope> List { get; } =
    [
        new(OpenId, "Know that it is you", "An identifier of your account that stays the same each time you sign in") { Claims = ["sub"] },
        new(Profile, "Your name and profile picture", "Also your nickname, language, time zone and birthday where you have given them")
        {
            Claims = ["name", "family_name", "given_name", "middle_name", "nickname", "preferred_username", "profile", "picture", "website", "gender", "birthdate", "zoneinfo", "locale", "updated_at"],
        },
        new(Email, "Your email address", "And whether it has been confirmed") { Claims = ["email", "email_verified"] },
        new(Address, "Your postal address", "Street, town, postcode and country where you have given them") { Claims = ["address"] },
        new(Phone, "Your phone number", "And whether it has been confirmed") { Claims = ["phone_number", "phone_number_verified"] },
        new(OfflineAccess, "Stay connected when you are away", "It keeps the access you allow here until you remove it"),
        new(Roles, "Your roles", "What you are allowed to do in this organisation") { Claims = ["roles"] },
        new(Groups, "Your groups", "The groups that you belong to") { Claims = ["groups"] },
        new(Account, "Manage your account", "See and change your details, how you sign in, and where you are signed in") { Resource = BuiltInResources.Account },
        new(Admin, "Manage this sign-in service", "Act for you wherever your roles let you") { Resource = BuiltInResources.Admin },
    ];
}
