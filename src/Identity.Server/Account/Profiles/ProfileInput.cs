using System.ComponentModel.DataAnnotations;
using System.Text.Json.Nodes;
using Identity.Core.Users;

namespace Identity.Server.Account.Profiles;

/// <summary>The fields of the profile's page, by the names of the claims (OpenID Connect Core, section 5.1).</summary>
public sealed class ProfileInput
{
    [Display(Name = "profile.name")]
    public string? Name { get; set; }

    [Display(Name = "profile.given_name")]
    public string? GivenName { get; set; }

    [Display(Name = "profile.family_name")]
    public string? FamilyName { get; set; }

    [Display(Name = "profile.nickname")]
    public string? Nickname { get; set; }

    [Display(Name = "profile.middle_name")]
    public string? MiddleName { get; set; }

    [Display(Name = "profile.birthdate")]
    public string? Birthdate { get; set; }

    [Display(Name = "profile.gender")]
    public string? Gender { get; set; }

    [Display(Name = "profile.website")]
    public string? Website { get; set; }

    [Display(Name = "profile.profile")]
    public string? Profile { get; set; }

    [Display(Name = "profile.picture")]
    public string? Picture { get; set; }

    [Display(Name = "profile.zoneinfo")]
    public string? Zoneinfo { get; set; }

    [Display(Name = "profile.locale")]
    public string? Locale { get; set; }

    [Display(Name = "profile.street_address")]
    public string? StreetAddress { get; set; }

    [Display(Name = "profile.locality")]
    public string? Locality { get; set; }

    [Display(Name = "profile.region")]
    public string? Region { get; set; }

    [Display(Name = "profile.postal_code")]
    public string? PostalCode { get; set; }

    [Display(Name = "profile.country")]
    public string? Country { get; set; }

    public static ProfileInput Of(User user) => new()
    {
        Name = user.Name,
        GivenName = user.GivenName,
        FamilyName = user.FamilyName,
        Nickname = user.Nickname,
        MiddleName = user.MiddleName,
        Birthdate = user.Birthdate,
        Gender = user.Gender,
        Website = user.Website,
        Profile = user.Profile,
        Picture = user.Picture,
        Zoneinfo = user.ZoneInfo,
        Locale = user.Locale,
        StreetAddress = OneLine(user.Address.StreetAddress),
        Locality = user.Address.Locality,
        Region = user.Address.Region,
        PostalCode = user.Address.PostalCode,
        Country = user.Address.Country,
    };

    /// <summary>What was entered that is not so yet, as a JSON merge patch (RFC 7396). What was left alone stays out of it: an operator may have imported what the page would refuse.</summary>
    /// <param name="user">As the account is.</param>
    /// <param name="attributes">What was typed beside these, by name.</param>
    internal string PatchOf(User user, IReadOnlyDictionary<string, string?> attributes)
    {
        var (was, now) = (Of(user).Members(), Members());
        var patch = new JsonObject();
        foreach (var (name, value) in now.Where(member => member.Value != was[member.Key]))
        {
            if (!InAddress.Contains(name)) patch[name] = value;
            else ((JsonObject)(patch["address"] ??= new JsonObject()))[name] = value;
        }

        foreach (var (name, value) in attributes.Where(attribute => attribute.Value != user.Attributes.GetValueOrDefault(attribute.Key)))
        {
            ((JsonObject)(patch["attributes"] ??= new JsonObject()))[name] = value;
        }

        return patch.ToJsonString();
    }

    private static readonly HashSet<string> InAddress = ["street_address", "locality", "region", "postal_code", "country"];

    private Dictionary<string, string?> Members() => new Dictionary<string, string?>
    {
        ["name"] = Name,
        ["given_name"] = GivenName,
        ["family_name"] = FamilyName,
        ["nickname"] = Nickname,
        ["middle_name"] = MiddleName,
        ["birthdate"] = Birthdate,
        ["gender"] = Gender,
        ["website"] = Website,
        ["profile"] = Profile,
        ["picture"] = Picture,
        ["zoneinfo"] = Zoneinfo,
        ["locale"] = Locale,
        ["street_address"] = StreetAddress,
        ["locality"] = Locality,
        ["region"] = Region,
        ["postal_code"] = PostalCode,
        ["country"] = Country,
    }.ToDictionary(member => member.Key, member => string.IsNullOrWhiteSpace(member.Value) ? null : member.Value.Trim());

    // The page has a line for it; what has several stays as it is until somebody changes it.
    private static string? OneLine(string? text) => text is null ? null : string.Join(", ", text.Split(['\r', '\n'], StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries));
}
