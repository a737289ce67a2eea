using System.Collections.Frozen;

namespace Identity.Core.Users.Passwords;

/// <summary>Passwords that many people chose, and everything that is one of them with decoration around it.</summary>
internal static class CommonPasswords
{
    private static readonly Lazy<FrozenSet<string>> List = new(Read);

    /// <param name="password">In lower case.</param>
    public static bool Contains(string password)
        => List.Value.Contains(password)
            || List.Value.Contains(Undecorated(password))
            || List.Value.Contains(password.Replace(" ", "", StringComparison.Ordinal));

    // "password1234567!" is "password" to anybody who guesses.
    private static string Undecorated(string password)
    {
        var start = 0;
        var end = password.Length;
        while (start < end && !char.IsLetter(password[start])) start++;
        while (end > start && !char.IsLetter(password[end - 1])) end--;
        return password[start..end];
    }

    private static FrozenSet<string> Read()
    {
        using var stream = typeof(CommonPasswords).Assembly.GetManifestResourceStream("common-passwords.txt")!;
        using var reader = new StreamReader(stream);
        var words = new List<string>();
        while (reader.ReadLine() is { } line) words.Add(line);
        return words.ToFrozenSet(StringComparer.Ordinal);
    }
}
