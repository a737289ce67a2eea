namespace Identity.App.Commands;

/// <summary>Ends the command with one sentence for the person who ran it.</summary>
internal sealed class CommandFailed(string sentence, int exitCode = ExitCode.Failed) : Exception(sentence)
{
    public int ExitCode => exitCode;
}
