namespace Identity.Core.Clients;

/// <summary>Kinds of <c>sub</c> (OpenID Connect Core, section 8).</summary>
public static class SubjectTypes
{
    public const string Public = "public";
    public const string Pairwise = "pairwise";
}
