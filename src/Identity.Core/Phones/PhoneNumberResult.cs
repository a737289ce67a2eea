namespace Identity.Core.Phones;

/// <summary>What came of reading a phone number.</summary>
public abstract record PhoneNumberResult
{
    private PhoneNumberResult() { }

    public sealed record Read(PhoneNumber Number) : PhoneNumberResult;

    public sealed record Refused(PhoneNumberError Error) : PhoneNumberResult
    {
        /// <summary>The key of the sentence for whoever entered the number.</summary>
        public string Text => Error switch
        {
            PhoneNumberError.Missing => "phone.missing",
            PhoneNumberError.NotANumber => "phone.not_a_number",
            PhoneNumberError.CountryMissing => "phone.country_missing",
            PhoneNumberError.TooShort => "phone.too_short",
            PhoneNumberError.TooLong => "phone.too_long",
            PhoneNumberError.CountryNotAllowed => "phone.country_not_allowed",
            PhoneNumberError.Landline => "phone.landline",
            PhoneNumberError.KindNotAllowed => "phone.kind_not_allowed",
            _ => "phone.unknown",
        };
    }
}

public enum PhoneNumberError
{
    /// <summary>Nothing was entered.</summary>
    Missing = 1,

    /// <summary>It has letters, or too few digits to be a number anywhere.</summary>
    NotANumber,

    /// <summary>It begins with no country calling code, or with one that does not exist.</summary>
    CountryMissing,

    TooShort,
    TooLong,

    /// <summary>Its country has no such number.</summary>
    Unknown,

    /// <summary>Its country is not among those that messages are sent to.</summary>
    CountryNotAllowed,

    /// <summary>It is in a building.</summary>
    Landline,

    /// <summary>Somebody earns by what goes there (premium rate, shared cost), or nobody reads it (pagers, freephone).</summary>
    KindNotAllowed,
}
