using System.Text.Json.Nodes;

namespace Identity.Core.Users;

/// <summary>The standard claims of an account (OpenID Connect Core, section 5.1): by name, null where there is no value.</summary>
public static class UserClaims
{
    public static IReadOnlyDictionary<string, object?> Of(User user) => new Dictionary<string, object?>
    {
        ["name"] = user.Name,
        ["given_name"] = user.GivenName,
        ["family_name"] = user.FamilyName,
        ["middle_name"] = user.MiddleName,
        ["nickname"] = user.Nickname,
        ["preferred_username"] = user.UserName,
        ["profile"] = user.Profile,
        ["picture"] = user.Picture,
        ["website"] = user.Website,
        ["gender"] = user.Gender,
        ["birthdate"] = user.Birthdate,
        ["zoneinfo"] = user.ZoneInfo,
        ["locale"] = user.Locale,
        ["updated_at"] = new DateTimeOffset(user.UpdatedAt).ToUnixTimeSeconds(),
        ["email"] = user.Email,
        ["email_verified"] = user.Email is null ? null : user.EmailConfirmed,
        ["phone_number"] = user.PhoneNumber,
        ["phone_number_verified"] = user.PhoneNumber is null ? null : user.PhoneNumberConfirmed,
        ["address"] = Address(user.Address),
    };

    private static JsonObject? Address(PostalAddress address)
    {
        var parts = new JsonObject();
        Add("formatted", address.Formatted);
        Add("street_address", address.StreetAddress);
        Add("locality", address.Locality);
        Add("region", address.Region);
        Add("postal_code", address.PostalCode);
        Add("country", address.Country);
        return parts.Count == 0 ? null : parts;

        void Add(string name, string? value)
        {
            if (value is not null) parts[name] = value;
        }
    }
}
