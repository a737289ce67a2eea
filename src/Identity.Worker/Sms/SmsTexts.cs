using Identity.Core.Messaging.Sms;
using Identity.Hosting.Localization;
using Identity.Hosting.Settings;
using Identity.Worker.Delivery;
using Microsoft.Extensions.Options;

namespace Identity.Worker.Sms;

/// <summary>Finds the words of a text message: <c>sms.{kind}</c>, filled with its facts.</summary>
internal sealed class SmsTexts(Texts texts, IOptions<ServerAddressOptions> server)
{
    public string Find(SmsNotice notice) => texts.In(notice.Language, _ => Fill(notice));

    private string Fill(SmsNotice notice)
    {
        var host = server.Value.PublicUrl.IdnHost;
        var facts = notice.Facts.Select(fact => (fact.Key, (object?)Line(fact.Value))).Append(("host", host)).ToArray();
        var text = texts[$"sms.{notice.Kind}", facts];

        // By this last line a phone offers the code on our own site and on no other: https://wicg.github.io/sms-one-time-codes/
        // It is not among the words, so that no theme can lose it.
        return notice.Facts.TryGetValue("code", out var code) ? $"{text}\n\n@{host} #{code}" : text;
    }

    // A name of several lines could end in a line of that form, for another site.
    private static string Line(string fact) => string.Concat(fact.Select(c => char.IsControl(c) || c is '\u2028' or '\u2029' ? ' ' : c));
}
