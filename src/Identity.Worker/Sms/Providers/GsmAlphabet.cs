using System.Buffers;

namespace Identity.Worker.Sms.Providers;

/// <summary>The characters of the 7-bit alphabet of text messages and its extension (3GPP TS 23.038, section 6.2.1). A text with any other is sent as UTF-16, with less than half the room.</summary>
internal static class GsmAlphabet
{
    private static readonly SearchValues<char> Characters = SearchValues.Create(
        "@£$¥èéùìòÇ\nØø\rÅåΔ_ΦΓΛΩΠΨΣΘΞÆæßÉ !\"#¤%&'()*+,-./0123456789:;<=>?¡ABCDEFGHIJKLMNOPQRSTUVWXYZÄÖÑÜ§¿abcdefghijklmnopqrstuvwxyzäöñüà\f^{}\\[~]|€");

    public static bool Holds(string text) => text.AsSpan().IndexOfAnyExcept(Characters) < 0;
}
