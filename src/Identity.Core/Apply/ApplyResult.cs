namespace Identity.Core.Apply;

/// <summary>How applying a file ended.</summary>
public abstract record ApplyResult
{
    private ApplyResult()
    {
    }

    /// <summary>Nothing was changed: the file has these problems, in its order.</summary>
    public sealed record Refused(IReadOnlyList<ApplyProblem> Problems) : ApplyResult;

    /// <summary>These changes were made, or would be made when it was only a plan.</summary>
    public sealed record Done(IReadOnlyList<ApplyChange> Changes) : ApplyResult;
}
