namespace Identity.Core.Apply.Sections;

/// <summary>A person of the file: standard claims (OpenID Connect Core, section 5.1), roles and groups.</summary>
internal sealed record UserState(string UserName)
{
    public string? Name { get; init; }
    public string? GivenName { get; init; }
    public string? FamilyName { get; init; }
    public string? MiddleName { get; init; }
    public string? Nickname { get; init; }
    public string? Profile { get; init; }
    public string? Picture { get; init; }
    public string? Website { get; init; }
    public string? Email { get; init; }
    public bool EmailVerified { get; init; }
    public string? Gender { get; init; }
    public string? Birthdate { get; init; }
    public string? ZoneInfo { get; init; }
    public string? Locale { get; init; }
    public string? PhoneNumber { get; init; }
    public bool PhoneNumberVerified { get; init; }
    public AddressState Address { get; init; } = new();
    public IReadOnlyDictionary<string, string> Attributes { get; init; } = new Dictionary<string, string>();
    public IReadOnlyList<string> Roles { get; init; } = [];
    public IReadOnlyList<string> Groups { get; init; } = [];

    /// <summary>In clear, only until it is hashed; of no meaning for a person who exists.</summary>
    public string? Password { get; init; }

    public bool IsNew { get; init; }
}

internal sealed record AddressState
{
    public string? Formatted { get; init; }
    public string? StreetAddress { get; init; }
    public string? Locality { get; init; }
    public string? Region { get; init; }
    public string? PostalCode { get; init; }
    public string? Country { get; init; }
}
