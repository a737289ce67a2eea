using System.Globalization;
using Identity.Hosting.Localization;

namespace Identity.Worker.Delivery;

/// <summary>Words are found in the language of the request; a worker has none but the one that a message names.</summary>
internal static class TextLanguage
{
    /// <param name="texts">The words.</param>
    /// <param name="language">A BCP 47 tag; English when there are no words in it.</param>
    /// <param name="work">What is done in it.</param>
    public static T In<T>(this Texts texts, string language, Func<CultureInfo, T> work)
    {
        var (before, beforeUi) = (CultureInfo.CurrentCulture, CultureInfo.CurrentUICulture);
        var culture = texts.Languages.FirstOrDefault(known => known.Name == language) ?? CultureInfo.GetCultureInfo("en");
        try
        {
            (CultureInfo.CurrentCulture, CultureInfo.CurrentUICulture) = (culture, culture);
            return work(culture);
        }
        finally
        {
            (CultureInfo.CurrentCulture, CultureInfo.CurrentUICulture) = (before, beforeUi);
        }
    }
}
