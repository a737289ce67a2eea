using System.Security.Cryptography;

namespace Identity.Testing.Databases;

/// <summary>Key-encryption key files as <c>openssl rand -base64 32</c> makes them.</summary>
public static class TestKeyFile
{
    private static readonly Lock OneAtATime = new();

    /// <summary>The key file of this directory; made when it is first asked for.</summary>
    public static string In(string directory, string name = "test.key")
    {
        var path = Path.Combine(directory, name);
        lock (OneAtATime)
        {
            if (!File.Exists(path)) Write(path, Convert.ToBase64String(RandomNumberGenerator.GetBytes(32)));
        }

        return path;
    }

    public static void Write(string path, string content)
    {
        File.WriteAllText(path, content);
        if (!OperatingSystem.IsWindows()) File.SetUnixFileMode(path, UnixFileMode.UserRead | UnixFileMode.UserWrite);
    }
}
