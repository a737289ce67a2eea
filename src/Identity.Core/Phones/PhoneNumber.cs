namespace Identity.Core.Phones;

/// <summary>A number that text messages can go to.</summary>
/// <param name="E164">As it is stored and sent: <c>+</c>, country calling code and number (ITU-T E.164).</param>
/// <param name="Region">Of the country, an ISO 3166-1 code such as <c>DE</c>.</param>
/// <param name="CallingCode">Of the country, such as <c>49</c>.</param>
public sealed record PhoneNumber(string E164, string Region, int CallingCode)
{
    /// <summary>The country calling code and the first digits behind it: numbers that begin alike are mostly of one company.</summary>
    public string Prefix(int digits)
    {
        var length = 1 + CallingCode.ToString(System.Globalization.CultureInfo.InvariantCulture).Length + digits;
        return length < E164.Length ? E164[..length] : E164;
    }

    /// <summary>The last two digits and nothing else, for a page that reminds its owner of it.</summary>
    public string Masked => $"•••{E164[^2..]}";

    public override string ToString() => Masked;
}
