using System.Text.Json;
using Identity.Core.Apply.Json;
using Identity.Core.Data;

namespace Identity.Core.Apply.Sections;

/// <summary>The members of a person.</summary>
internal static class UserMembers
{
    private static readonly Member<AddressState>[] AddressMembers =
    [
        new("formatted", a => a.Formatted, (a, json) => a with { Formatted = json.Lines(Lengths.Description) }),
        new("street_address", a => a.StreetAddress, (a, json) => a with { StreetAddress = json.Lines(Lengths.Description) }),
        new("locality", a => a.Locality, (a, json) => a with { Locality = json.Text(Lengths.Name) }),
        new("region", a => a.Region, (a, json) => a with { Region = json.Text(Lengths.Name) }),
        new("postal_code", a => a.PostalCode, (a, json) => a with { PostalCode = json.Text(Lengths.Code) }),
        new("country", a => a.Country, (a, json) => a with { Country = json.Text(Lengths.Name) }),
    ];

    public static IReadOnlyList<Member<UserState>> All { get; } =
    [
        new("name", u => u.Name, (u, json) => u with { Name = json.Text(Lengths.Name) }),
        new("given_name", u => u.GivenName, (u, json) => u with { GivenName = json.Text(Lengths.Name) }),
        new("family_name", u => u.FamilyName, (u, json) => u with { FamilyName = json.Text(Lengths.Name) }),
        new("middle_name", u => u.MiddleName, (u, json) => u with { MiddleName = json.Text(Lengths.Name) }),
        new("nickname", u => u.Nickname, (u, json) => u with { Nickname = json.Text(Lengths.Name) }),
        new("profile", u => u.Profile, (u, json) => u with { Profile = json.Page() }),
        new("picture", u => u.Picture, (u, json) => u with { Picture = json.Page() }),
        new("website", u => u.Website, (u, json) => u with { Website = json.Page() }),
        // Another address has not been verified, whatever the old one was.
        new("email", u => u.Email, (u, json) => json.Text(Lengths.Email) is var email && email == u.Email ? u : u with { Email = email, EmailVerified = false }),
        new("email_verified", u => u.EmailVerified, (u, json) => u with { EmailVerified = json.Flag(false) }),
        new("gender", u => u.Gender, (u, json) => u with { Gender = json.Text(Lengths.Code) }),
        new("birthdate", u => u.Birthdate, (u, json) => u with { Birthdate = json.Birthdate() }),
        new("zoneinfo", u => u.ZoneInfo, (u, json) => u with { ZoneInfo = json.Text(Lengths.Code) }),
        new("locale", u => u.Locale, (u, json) => u with { Locale = json.Text(Lengths.Code) }),
        new("phone_number", u => u.PhoneNumber, (u, json) => json.Text(Lengths.Code) is var phone && phone == u.PhoneNumber ? u : u with { PhoneNumber = phone, PhoneNumberVerified = false }),
        new("phone_number_verified", u => u.PhoneNumberVerified, (u, json) => u with { PhoneNumberVerified = json.Flag(false) }),
        new("address", u => Shown(u.Address), (u, json) => u with { Address = Read(u.Address, json) }),
        new("attributes", u => u.Attributes.Count == 0 ? null : u.Attributes.ToDictionary(a => a.Key, a => (object?)a.Value), (u, json) => u with { Attributes = json.Attributes(u.Attributes, Lengths.Description) }),
        new("roles", u => u.Roles.Order(StringComparer.OrdinalIgnoreCase).ToList(), (u, json) => u with { Roles = Spelling.Keep(u.Roles, json.Texts(Lengths.Name)) }),
        new("groups", u => u.Groups.Order(StringComparer.OrdinalIgnoreCase).ToList(), (u, json) => u with { Groups = Spelling.Keep(u.Groups, json.Texts(Lengths.Name)) }),
        // Set at creation only: later it belongs to the person.
        new("password", u => u is { IsNew: true, Password: not null } ? "(a password)" : null, (u, json) => u with { Password = json.Secret() }),
    ];

    public static IReadOnlyDictionary<string, string> Refused { get; } = new Dictionary<string, string>
    {
        ["sub"] = "The product gives each person a 'sub' of its own. Remove it.",
        ["preferred_username"] = "This is the 'username' of the entry. Remove it.",
        ["updated_at"] = "The product keeps this time itself. Remove it.",
    };

    private static AddressState Read(AddressState current, JsonRead json)
    {
        if (json.IsNull) return new AddressState();
        if (json.Value.Kind != JsonValueKind.Object) return json.Refuse<AddressState>("This must be an object such as { \"country\": \"France\" }.") ?? current;

        foreach (var (name, at, value) in json.Value.Members)
        {
            var member = Array.Find(AddressMembers, known => known.Name == name);
            if (member is null) json.Problems.Add(at, $"There is no such member. {Problems.Hint(name, [.. AddressMembers.Select(known => known.Name)])}");
            else current = member.Set(current, json with { Value = value });
        }

        return current;
    }

    private static Dictionary<string, object?>? Shown(AddressState address)
        => AddressMembers.Where(member => member.Get(address) is not null).ToDictionary(member => member.Name, member => member.Get(address)) is { Count: > 0 } shown ? shown : null;
}
