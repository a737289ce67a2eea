namespace Identity.Core.Keys;

/// <summary>The key-encryption key is missing, unusable or a wrong one. The message is for the operator and says what to do.</summary>
public sealed class KeyEncryptionException : Exception
{
    public KeyEncryptionException() { }

    public KeyEncryptionException(string message) : base(message) { }

    public KeyEncryptionException(string message, Exception? inner) : base(message, inner) { }
}
