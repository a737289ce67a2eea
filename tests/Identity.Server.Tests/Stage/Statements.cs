using System.Collections.Concurrent;
using System.Data.Common;
using Microsoft.EntityFrameworkCore.Diagnostics;

namespace Identity.Server.Tests.Stage;

/// <summary>What the server asked its database, in order.</summary>
public sealed class Statements : DbCommandInterceptor
{
    private readonly ConcurrentQueue<string> _seen = [];
    private Meeting? _meeting;

    public IReadOnlyList<string> Take()
    {
        List<string> taken = [];
        while (_seen.TryDequeue(out var text)) taken.Add(text);
        return taken;
    }

    /// <summary>Holds the answers to statements with this text until so many have been asked: all of them then know the same.</summary>
    public void Meet(string text, int count) => _meeting = new Meeting(text, count);

    public override async ValueTask<DbDataReader> ReaderExecutedAsync(
        DbCommand command, CommandExecutedEventData eventData, DbDataReader result, CancellationToken cancellationToken = default)
    {
        if (_meeting is { } meeting && command.CommandText.Contains(meeting.Text, StringComparison.Ordinal)) await meeting.ArriveAsync().WaitAsync(cancellationToken);
        return result;
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

    private sealed class Meeting(string text, int count)
    {
        private readonly TaskCompletionSource _all = new(TaskCreationOptions.RunContinuationsAsynchronously);
        private int _left = count;

        public string Text => text;

        public Task ArriveAsync()
        {
            if (Interlocked.Decrement(ref _left) <= 0) _all.TrySetResult();
            return _all.Task;
        }
    }
}
