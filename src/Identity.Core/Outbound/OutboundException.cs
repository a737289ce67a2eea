namespace Identity.Core.Outbound;

/// <summary>A call to another server was refused or given up. The message names the host and the setting.</summary>
public sealed class OutboundException : HttpRequestException
{
    public OutboundException() { }

    public OutboundException(string message) : base(message) { }

    public OutboundException(string message, Exception? inner) : base(message, inner) { }
}
