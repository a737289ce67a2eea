namespace Identity.Core.Data;

/// <summary>Lengths of text columns, in characters: the limits that input is checked against.</summary>
public static class Lengths
{
    public const int Name = 200;
    public const int Email = 254;
    public const int Uri = 2000;
    public const int ClientId = 200;
    public const int ScopeName = 200;
    public const int Description = 1000;
    public const int Hash = 64;
    public const int IpAddress = 45;
    public const int UserAgent = 400;
    public const int Code = 50;
}
