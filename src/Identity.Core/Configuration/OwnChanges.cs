using System.Data.Common;
using System.Runtime.CompilerServices;
using Microsoft.EntityFrameworkCore.Diagnostics;

namespace Identity.Core.Configuration;

/// <summary>A node sees its own changes at once, when the transaction that made them is committed, and tells the others.</summary>
internal sealed class OwnChanges(Catalog catalog, ChangePush push) : DbTransactionInterceptor
{
    private static readonly object Mark = new();
    private readonly ConditionalWeakTable<DbTransaction, object> _open = [];

    public void Made(DbTransaction? transaction)
    {
        if (transaction is null) _ = CommittedAsync();
        else _open.AddOrUpdate(transaction, Mark);
    }

    public override void TransactionCommitted(DbTransaction transaction, TransactionEndEventData eventData)
    {
        if (_open.Remove(transaction)) _ = CommittedAsync();
    }

    public override Task TransactionCommittedAsync(DbTransaction transaction, TransactionEndEventData eventData, CancellationToken cancellationToken = default)
        => _open.Remove(transaction) ? CommittedAsync() : Task.CompletedTask;

    private Task CommittedAsync()
    {
        catalog.Forget();
        return push.TellAsync();
    }
}
