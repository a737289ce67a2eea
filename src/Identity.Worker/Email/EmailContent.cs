namespace Identity.Worker.Email;

/// <summary>The words of one e-mail, in its language.</summary>
public sealed record EmailContent
{
    /// <summary>A BCP 47 tag.</summary>
    public required string Language { get; init; }

    public required bool RightToLeft { get; init; }
    public required string Product { get; init; }
    public required string Subject { get; init; }

    /// <summary>What a list of mails shows beside the subject.</summary>
    public required string Preheader { get; init; }

    public required string Heading { get; init; }
    public required IReadOnlyList<string> Paragraphs { get; init; }

    /// <summary>A code to type, in groups.</summary>
    public string? Code { get; init; }

    public EmailAction? Action { get; init; }

    /// <summary>What to do for somebody who did not ask for it.</summary>
    public required string Stranger { get; init; }

    /// <summary>Why this mail came.</summary>
    public required string Reason { get; init; }
}

/// <summary>The one thing that a mail asks for.</summary>
/// <param name="Label">On the button.</param>
/// <param name="Link">On its own line of the text.</param>
/// <param name="Introduction">The sentence before the link, in the text part: there are no buttons.</param>
public sealed record EmailAction(string Label, string Link, string Introduction);
