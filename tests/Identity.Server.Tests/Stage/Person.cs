namespace Identity.Server.Tests.Stage;

/// <summary>Somebody with an account.</summary>
public sealed record Person(Guid Id, string Username, string Email, string Password)
{
    public const string GoodPassword = "wooden spoon in april";

    public string Subject => Id.ToString();
}
