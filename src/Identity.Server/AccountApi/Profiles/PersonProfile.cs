using System.ComponentModel;
using System.Security.Cryptography;
using System.Text.Json;
using Identity.Core.Users;

namespace Identity.Server.AccountApi.Profiles;

/// <summary>What the person says about themselves, by the names of OpenID Connect Core, section 5.1. What has no value is left out.</summary>
internal sealed record PersonProfile
{
    [Description("The whole name, as it is shown. At most 200 characters, like each part of it.")]
    public string? Name { get; init; }

    public string? GivenName { get; init; }

    public string? FamilyName { get; init; }

    public string? MiddleName { get; init; }

    public string? Nickname { get; init; }

    [Description("What the person signs in with, when that is not the email address. Read-only here: it has a call of its own.")]
    [ReadOnly(true)]
    public string? PreferredUsername { get; init; }

    [Description("A page about the person: an http or https address, like the next two.")]
    public string? Profile { get; init; }

    public string? Picture { get; init; }

    public string? Website { get; init; }

    [Description("In the person's own words; at most 50 characters.")]
    public string? Gender { get; init; }

    [Description("1990-12-31, 0000-12-31 without the year, or 1990 alone.")]
    public string? Birthdate { get; init; }

    [Description("A name of the IANA time zone database, such as Europe/Paris.")]
    public string? Zoneinfo { get; init; }

    [Description("A BCP 47 language tag, such as en-GB.")]
    public string? Locale { get; init; }

    public ProfileAddress? Address { get; init; }

    [Description("What the people who run the service keep beside these, by name. Those that they let people change can be changed.")]
    public IReadOnlyDictionary<string, string>? Attributes { get; init; }

    [Description("When any of this last changed, in seconds since 1970. Read-only.")]
    [ReadOnly(true)]
    public long? UpdatedAt { get; init; }

    public static PersonProfile Of(User user) => new()
    {
        Name = user.Name,
        GivenName = user.GivenName,
        FamilyName = user.FamilyName,
        MiddleName = user.MiddleName,
        Nickname = user.Nickname,
        PreferredUsername = user.UserName,
        Profile = user.Profile,
        Picture = user.Picture,
        Website = user.Website,
        Gender = user.Gender,
        Birthdate = user.Birthdate,
        Zoneinfo = user.ZoneInfo,
        Locale = user.Locale,
        Address = ProfileAddress.Of(user.Address),
        Attributes = user.Attributes.Count == 0 ? null : user.Attributes,
        UpdatedAt = new DateTimeOffset(user.UpdatedAt).ToUnixTimeSeconds(),
    };

    /// <summary>The version of the profile (RFC 9110, section 8.8.3): another one after any change.</summary>
    public static string ETag(User user)
    {
        var content = JsonSerializer.SerializeToUtf8Bytes(new { Profile = Of(user), user.UpdatedAt.Ticks });
        return $"\"{Convert.ToHexStringLower(SHA256.HashData(content), 0, 12)}\"";
    }
}

/// <summary>The <c>address</c> claim (OpenID Connect Core, section 5.1.1).</summary>
internal sealed record ProfileAddress
{
    private static readonly ProfileAddress None = new();

    [Description("The whole of it, as on a letter; it may have several lines, and so may the street.")]
    public string? Formatted { get; init; }

    public string? StreetAddress { get; init; }

    public string? Locality { get; init; }

    public string? Region { get; init; }

    public string? PostalCode { get; init; }

    public string? Country { get; init; }

    public static ProfileAddress? Of(PostalAddress address)
    {
        var all = new ProfileAddress
        {
            Formatted = address.Formatted,
            StreetAddress = address.StreetAddress,
            Locality = address.Locality,
            Region = address.Region,
            PostalCode = address.PostalCode,
            Country = address.Country,
        };
        return all == None ? null : all;
    }
}
