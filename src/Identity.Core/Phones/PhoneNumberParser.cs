using Identity.Core.Messaging.Sms;
using Microsoft.Extensions.Options;
using PhoneNumbers;

namespace Identity.Core.Phones;

/// <summary>Reads phone numbers as people write them, by the numbering plans of all countries.</summary>
public sealed class PhoneNumberParser(IOptions<SmsOptions> options)
{
    // A plan can't tell these two apart, as in North America, or it is a phone without a SIM card that reads texts.
    private static readonly PhoneNumberType[] Reachable = [PhoneNumberType.MOBILE, PhoneNumberType.FIXED_LINE_OR_MOBILE, PhoneNumberType.VOIP];

    private const int Longest = 60;

    private readonly PhoneNumberUtil _plans = PhoneNumberUtil.GetInstance();

    /// <param name="text">What a person entered, with the country calling code or as at home.</param>
    /// <param name="region">Where home is, an ISO 3166-1 code; else <see cref="SmsOptions.DefaultRegion"/>.</param>
    public PhoneNumberResult Parse(string? text, string? region = null)
    {
        if (string.IsNullOrWhiteSpace(text)) return Refused(PhoneNumberError.Missing);
        // The library reads letters as keys of a phone, and tells numbers out of longer texts.
        if (text.Length > Longest || text.Any(char.IsLetter)) return Refused(PhoneNumberError.NotANumber);

        try
        {
            return Judge(_plans.Parse(text, (region ?? options.Value.DefaultRegion)?.ToUpperInvariant()));
        }
        catch (NumberParseException problem)
        {
            return Refused(problem.ErrorType switch
            {
                ErrorType.INVALID_COUNTRY_CODE => PhoneNumberError.CountryMissing,
                ErrorType.TOO_SHORT_AFTER_IDD or ErrorType.TOO_SHORT_NSN => PhoneNumberError.TooShort,
                ErrorType.TOO_LONG => PhoneNumberError.TooLong,
                _ => PhoneNumberError.NotANumber,
            });
        }
    }

    /// <summary>A number that is stored, as people read it: <c>+49 1512 3456789</c>, with spaces at which no line breaks.</summary>
    public string Format(string number)
    {
        try
        {
            return _plans.Format(_plans.Parse(number, null), PhoneNumberFormat.INTERNATIONAL).Replace(' ', '\u00a0');
        }
        catch (NumberParseException)
        {
            // It was brought in as it is.
            return number;
        }
    }

    /// <summary>Whether the numbering plans know a country of this code.</summary>
    internal static bool IsRegion(string text) => PhoneNumberUtil.GetInstance().GetSupportedRegions().Contains(text.ToUpperInvariant());

    private PhoneNumberResult Judge(PhoneNumbers.PhoneNumber number)
    {
        var length = _plans.IsPossibleNumberWithReason(number);
        if (length == PhoneNumberUtil.ValidationResult.TOO_SHORT) return Refused(PhoneNumberError.TooShort);
        if (length == PhoneNumberUtil.ValidationResult.TOO_LONG) return Refused(PhoneNumberError.TooLong);
        if (!_plans.IsValidNumber(number)) return Refused(PhoneNumberError.Unknown);

        var type = _plans.GetNumberType(number);
        if (type == PhoneNumberType.FIXED_LINE) return Refused(PhoneNumberError.Landline);
        if (!Reachable.Contains(type)) return Refused(PhoneNumberError.KindNotAllowed);

        // Satellites and global services belong to no country, and cost the most.
        var region = _plans.GetRegionCodeForNumber(number);
        if (region is null || !IsRegion(region) || !IsAllowed(region)) return Refused(PhoneNumberError.CountryNotAllowed);

        return new PhoneNumberResult.Read(new(_plans.Format(number, PhoneNumberFormat.E164), region, number.CountryCode));
    }

    private bool IsAllowed(string region) => options.Value.Countries is not { Count: > 0 } countries || countries.Contains(region, StringComparer.OrdinalIgnoreCase);

    private static PhoneNumberResult.Refused Refused(PhoneNumberError error) => new(error);
}
