using System.Globalization;
using Identity.Core.Messaging.Email;
using Identity.Hosting.Localization;
using Identity.Worker.Delivery;

namespace Identity.Worker.Email;

/// <summary>Finds the words of a mail: <c>email.{kind}.…</c>, filled with its facts.</summary>
internal sealed class EmailTexts(Texts texts)
{
    private const int CodeGroup = 3;

    public EmailContent Find(EmailNotice notice) => texts.In(notice.Language, culture => Fill(notice, culture));

    private EmailContent Fill(EmailNotice notice, CultureInfo culture)
    {
        var code = notice.Facts.GetValueOrDefault("code");
        var facts = notice.Facts.Where(fact => fact.Key != "code").Select(fact => (fact.Key, (object?)fact.Value)).Append(("code", Grouped(code))).ToArray();
        string Text(string part) => texts[$"email.{notice.Kind}.{part}", facts];

        return new EmailContent
        {
            Language = culture.Name,
            RightToLeft = culture.TextInfo.IsRightToLeft,
            Product = notice.Facts["product"],
            Subject = Text("subject"),
            Preheader = Text("preheader"),
            Heading = Text("heading"),
            Paragraphs = Text("body").Split("\n\n"),
            Code = Grouped(code),
            Action = notice.Facts.GetValueOrDefault("link") is { } link ? new EmailAction(Text("action"), link, Text("action.text")) : null,
            Stranger = Text("stranger"),
            Reason = Text("reason"),
        };
    }

    private static string? Grouped(string? code) => code is null ? null : string.Join(' ', code.Chunk(CodeGroup).Select(group => new string(group)));
}
