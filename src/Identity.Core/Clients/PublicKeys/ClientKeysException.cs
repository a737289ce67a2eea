namespace Identity.Core.Clients.PublicKeys;

/// <summary>The keys of a client can't be had. The message says why, for the client's maker.</summary>
public sealed class ClientKeysException : Exception
{
    public ClientKeysException() { }

    public ClientKeysException(string message) : base(message) { }

    public ClientKeysException(string message, Exception? inner) : base(message, inner) { }
}
