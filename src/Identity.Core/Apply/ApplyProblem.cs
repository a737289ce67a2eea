namespace Identity.Core.Apply;

/// <summary>Why a file can't be applied, and where: line and column count from 1.</summary>
public sealed record ApplyProblem(int Line, int Column, string Path, string Message)
{
    public override string ToString() => $"line {Line}, column {Column}: {(Path.Length == 0 ? "" : $"{Path}: ")}{Message}";
}
