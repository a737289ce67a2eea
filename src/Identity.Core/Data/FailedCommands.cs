using System.Data.Common;
using Microsoft.EntityFrameworkCore.Diagnostics;

namespace Identity.Core.Data;

/// <summary>
/// Keeps Npgsql from using a command again that failed. A connection keeps its last command for the next statement, and
/// one that was being prepared when the line broke still says so: what is executed with it next fails as well, on a
/// connection that is whole (seen with Npgsql 10.0.3).
/// </summary>
internal sealed class FailedCommands : DbCommandInterceptor
{
    public override void CommandFailed(DbCommand command, CommandErrorEventData eventData) => Replace(command);

    public override Task CommandFailedAsync(DbCommand command, CommandErrorEventData eventData, CancellationToken cancellationToken = default)
    {
        Replace(command);
        return Task.CompletedTask;
    }

    public override void CommandCanceled(DbCommand command, CommandEndEventData eventData) => Replace(command);

    public override Task CommandCanceledAsync(DbCommand command, CommandEndEventData eventData, CancellationToken cancellationToken = default)
    {
        Replace(command);
        return Task.CompletedTask;
    }

    // The place for one command is taken by the time that the failed one would come to it.
    private static void Replace(DbCommand failed) => failed.Connection?.CreateCommand().Dispose();
}
