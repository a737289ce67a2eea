using Identity.Core.Users;
using Identity.Server.Sessions;

namespace Identity.Server.Protocol.AuthorizationChallenge;

/// <summary>What a person has proved with a call.</summary>
internal abstract record Proof
{
    private Proof() { }

    public static Proof Invalid(string description) => new Malformed(description);

    /// <summary>Who it is. What was proved with is used up with the sign-in, in its transaction.</summary>
    /// <param name="User">Who.</param>
    /// <param name="Method">How.</param>
    public sealed record Given(User User, SignInMethod Method) : Proof
    {
        /// <summary>Uses up what works once; false when another call was quicker.</summary>
        public Func<CancellationToken, Task<bool>> TryUseAsync { get; init; } = _ => Task.FromResult(true);

        /// <summary>When the sign-in is saved.</summary>
        public Func<CancellationToken, Task> AfterwardsAsync { get; init; } = _ => Task.CompletedTask;
    }

    /// <summary>Said alike of people that exist and of those that don't.</summary>
    /// <param name="Description">What the developer is told.</param>
    /// <param name="CodeWaits">Whether another try at the mailed code makes sense.</param>
    public sealed record Wrong(string Description, bool CodeWaits) : Proof;

    public sealed record Wait(string Description, int Status, TimeSpan Time) : Proof;

    /// <summary>Nothing yet.</summary>
    /// <param name="Description">What the developer is told.</param>
    /// <param name="AuthSession">The new name under which a mailed code waits.</param>
    public sealed record Missing(string Description, string? AuthSession) : Proof;

    public sealed record Malformed(string Description) : Proof;

    /// <summary>What was entered for a new account has to be mended.</summary>
    /// <param name="Problems">Texts for the person, by parameter.</param>
    public sealed record Rejected(IReadOnlyList<(string Field, string Text)> Problems) : Proof;

    /// <summary>Only our own pages take this just now.</summary>
    public sealed record OnPages : Proof;

    /// <summary>Another call of the same <c>auth_session</c> was quicker.</summary>
    public sealed record Lost : Proof;
}
