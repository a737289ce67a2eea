using Identity.Core.Data;
using Identity.Core.Keys;
using Identity.Hosting.Roles;

namespace Identity.App.Commands;

internal static class Sentence
{
    /// <summary>What to tell the person who ran the command, in one line.</summary>
    public static string Of(Exception failure)
        => (Written(failure) ?? failure.GetBaseException()).Message.ReplaceLineEndings(" ").Trim();

    /// <summary>What ends a process of several roles when one of them fails.</summary>
    public static CommandFailed RoleFailed(RoleName role, string how, Exception failure)
        => new($"role '{role}' {how}: {Of(failure)}", CodeOf(failure));

    public static int CodeOf(Exception failure) => Written(failure) is KeyEncryptionException ? ExitCode.WrongSetting : ExitCode.Failed;

    /// <summary>An exception in the chain whose message was written for operators; the others speak to programmers.</summary>
    public static Exception? Written(Exception? failure) => failure switch
    {
        null => null,
        KeyEncryptionException or DatabaseUnavailableException => failure,
        // The listener says it best; its cause is only a code of the operating system.
        IOException => failure,
        AggregateException { InnerExceptions: [var first, ..] } => Written(first),
        _ => Written(failure.InnerException),
    };
}
