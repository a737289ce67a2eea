using Identity.Core.Sessions;
using Microsoft.AspNetCore.Http;

namespace Identity.Server.Protocol.AuthorizationChallenge;

/// <summary>What came of a call.</summary>
internal abstract record ChallengeResult
{
    private ChallengeResult() { }

    /// <summary>The person is signed in: answer with a code.</summary>
    /// <param name="Session">In which it is given.</param>
    /// <param name="Device">What the app keeps and sends the next time.</param>
    public sealed record Done(Session Session, string Device) : ChallengeResult;

    /// <summary>An error for the app, which may be only that there is more to do.</summary>
    public sealed record Refused(string Error, string Description) : ChallengeResult
    {
        public int Status { get; init; } = StatusCodes.Status400BadRequest;

        /// <summary>With which it may go on.</summary>
        public string? AuthSession { get; init; }

        /// <summary>What may come next: our own member of the answer.</summary>
        public IReadOnlyList<string> Next { get; init; } = [];

        /// <summary>What the person has to mend, by parameter: our own member too.</summary>
        public IReadOnlyList<(string Field, string Text)> Problems { get; init; } = [];

        public TimeSpan? RetryAfter { get; init; }

        /// <summary>The request to open in a browser instead, and for how long it waits.</summary>
        public (string Uri, TimeSpan Lifetime)? Pushed { get; init; }
    }
}
