namespace Identity.Core.Apply;

/// <summary>Secrets that a file only names. Other than the file they can stay out of version control.</summary>
internal static class Secrets
{
    /// <returns>Why it can't be had, or null.</returns>
    public static string? Find(string source, string name, out string? secret)
    {
        secret = null;
        if (source == "env")
        {
            secret = Environment.GetEnvironmentVariable(name);
            return secret is { Length: > 0 } ? null : $"The environment variable '{name}' is not set.";
        }

        try
        {
            // Editors end a file with a line break that is not part of the secret.
            secret = File.ReadAllText(name).TrimEnd('\r', '\n');
            return secret.Length > 0 ? null : $"The file '{Path.GetFullPath(name)}' is empty.";
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException or ArgumentException or NotSupportedException)
        {
            return $"The file '{name}' can't be read: {failure.Message}";
        }
    }
}
