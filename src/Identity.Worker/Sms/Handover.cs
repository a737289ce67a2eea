namespace Identity.Worker.Sms;

/// <summary>What a provider made of a message, in words for an operator. Answers are not repeated: they name the number.</summary>
internal abstract record Handover(string Text)
{
    public sealed record Taken(string Text) : Handover(Text);

    /// <summary>It is not the message's fault: another provider may take it, or the same one later.</summary>
    public sealed record Failed(string Text) : Handover(Text)
    {
        /// <summary>No answer came, so that it may have been sent all the same.</summary>
        public bool Unknown { get; init; }
    }

    /// <summary>No provider will ever bring it there.</summary>
    public sealed record Undeliverable(string Text) : Handover(Text);
}
