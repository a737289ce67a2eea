namespace Identity.Core.Users.Passwords;

/// <summary>The words that anybody who knows a person would try first.</summary>
internal static class OwnWords
{
    // Shorter ones stand in too many good passwords by chance.
    private const int ShortestWord = 3;

    private static readonly char[] Separators = [' ', '.', '-', '_', '+', '@', '\''];

    public static IEnumerable<string> Of(User user)
    {
        string?[] texts = [user.Email, user.UserName, user.Name, user.GivenName, user.FamilyName, user.Nickname];
        return texts.OfType<string>().SelectMany(text => text.Split(Separators, StringSplitOptions.RemoveEmptyEntries).Append(text));
    }

    /// <param name="password">As a lookup key.</param>
    /// <param name="words">In any spelling.</param>
    public static string Remove(string password, IEnumerable<string> words)
        => words.Select(word => LookupKeys.Normalize(word)!)
            .Where(word => word.Length >= ShortestWord)
            .OrderByDescending(word => word.Length)
            .Aggregate(password, (rest, word) => rest.Replace(word, "", StringComparison.Ordinal));
}
