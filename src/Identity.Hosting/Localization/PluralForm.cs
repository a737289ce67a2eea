using System.Globalization;

namespace Identity.Hosting.Localization;

/// <summary>The plural category of a whole number by the rules of Unicode CLDR.</summary>
internal static class PluralForm
{
    public static string Of(CultureInfo culture, long number)
    {
        var n = Math.Abs(number);
        return culture.TwoLetterISOLanguageName switch
        {
            "ja" or "ko" or "zh" => "other",
            "fr" or "pt" => n is 0 or 1 ? "one" : n != 0 && n % 1_000_000 == 0 ? "many" : "other",
            "es" or "it" => n == 1 ? "one" : n != 0 && n % 1_000_000 == 0 ? "many" : "other",
            "fa" => n is 0 or 1 ? "one" : "other",
            "he" => n switch { 1 => "one", 2 => "two", _ => "other" },
            "ru" or "uk" => Slavic(n, one: n % 10 == 1 && n % 100 != 11),
            "pl" => Slavic(n, one: n == 1),
            "ar" => Arabic(n),
            _ => n == 1 ? "one" : "other",
        };
    }

    private static string Slavic(long n, bool one)
        => one ? "one" : n % 10 is >= 2 and <= 4 && n % 100 is not (>= 12 and <= 14) ? "few" : "many";

    private static string Arabic(long n) => n switch
    {
        0 => "zero",
        1 => "one",
        2 => "two",
        _ => (n % 100) switch { >= 3 and <= 10 => "few", >= 11 => "many", _ => "other" },
    };
}
