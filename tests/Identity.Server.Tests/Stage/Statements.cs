using System.Collections.Concurrent;
using System.Data.Common;
using Microsoft.EntityFrameworkCore.Diagnostics;

namespace Identity.Server.Tests.Stage;

/// <summary>What the server asked its database, in order.</summary>
public sealed class Statements : DbCommandInterceptor
{
    private readonly ConcurrentQueue<string> _seen = [];

    public IReadOnlyList<string> Take()
    {
        List<string> taken = [];
        while (_seen.TryDequeue(out var text)) taken.Add(text);
        return taken;
    }

    public override ValueTask<InterceptionResult<DbDataReader>> ReaderExecutingAsync(
        DbCommand command, CommandEventData eventData, InterceptionResult<DbDataReader> result, CancellationToken cancellationToken = default)
        => Count(command, result);

    public override ValueTask<InterceptionResult<int>> NonQueryExecutingAsync(
        DbCommand command, CommandEventData eventData, InterceptionResult<int> result, CancellationToken cancellationToken = default)
        => Count(command, result);

    public override ValueTask<InterceptionResult<object>> ScalarExecutingAsync(
        DbCommand command, CommandEventData eventData, InterceptionResult<object> result, CancellationToken cancellationToken = default)
        => Count(command, result);

    private ValueTask<InterceptionResult<T>> Count<T>(DbCommand command, InterceptionResult<T> result)
    {
        _seen.Enqueue(command.CommandText);
        return new(result);
    }
}
