namespace Identity.Core.Data;

/// <summary>The database doesn't answer, or doesn't let us in. The message is one sentence for the operator, without secrets.</summary>
public sealed class DatabaseUnavailableException : Exception
{
    public DatabaseUnavailableException() { }

    public DatabaseUnavailableException(string message) : base(message) { }

    public DatabaseUnavailableException(string message, Exception? inner) : base(message, inner) { }
}
