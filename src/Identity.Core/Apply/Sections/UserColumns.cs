using Identity.Core.Users;

namespace Identity.Core.Apply.Sections;

/// <summary>The claims of a person, between the file and the table.</summary>
internal static class UserColumns
{
    public static UserState Read(User user) => new(user.UserName!)
    {
        Name = user.Name,
        GivenName = user.GivenName,
        FamilyName = user.FamilyName,
        MiddleName = user.MiddleName,
        Nickname = user.Nickname,
        Profile = user.Profile,
        Picture = user.Picture,
        Website = user.Website,
        Email = user.Email,
        EmailVerified = user.EmailConfirmed,
        Gender = user.Gender,
        Birthdate = user.Birthdate,
        ZoneInfo = user.ZoneInfo,
        Locale = user.Locale,
        PhoneNumber = user.PhoneNumber,
        PhoneNumberVerified = user.PhoneNumberConfirmed,
        Attributes = user.Attributes,
        Address = new AddressState
        {
            Formatted = user.Address.Formatted,
            StreetAddress = user.Address.StreetAddress,
            Locality = user.Address.Locality,
            Region = user.Address.Region,
            PostalCode = user.Address.PostalCode,
            Country = user.Address.Country,
        },
    };

    public static void Write(UserState state, User user)
    {
        (user.Name, user.GivenName, user.FamilyName, user.MiddleName, user.Nickname) = (state.Name, state.GivenName, state.FamilyName, state.MiddleName, state.Nickname);
        (user.Profile, user.Picture, user.Website) = (state.Profile, state.Picture, state.Website);
        (user.Email, user.NormalizedEmail, user.EmailConfirmed) = (state.Email, LookupKeys.Normalize(state.Email), state.EmailVerified);
        (user.Gender, user.Birthdate, user.ZoneInfo, user.Locale) = (state.Gender, state.Birthdate, state.ZoneInfo, state.Locale);
        (user.PhoneNumber, user.PhoneNumberConfirmed) = (state.PhoneNumber, state.PhoneNumberVerified);
        user.Attributes = state.Attributes;
        user.Address.Formatted = state.Address.Formatted;
        user.Address.StreetAddress = state.Address.StreetAddress;
        user.Address.Locality = state.Address.Locality;
        user.Address.Region = state.Address.Region;
        user.Address.PostalCode = state.Address.PostalCode;
        user.Address.Country = state.Address.Country;
    }
}
