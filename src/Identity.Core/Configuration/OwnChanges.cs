using System.Data.Common;
using System.Runtime.CompilerServices;
using Microsoft.EntityFrameworkCore.Diagnostics;

namespace Identity.Core.Configuration;

/// <summary>A node sees its own changes at once: when the transaction that made them is committed.</summary>
internal sealed class OwnChanges(Catalog catalog) : DbTransactionInterceptor
{
    private static readonly object Mark = new();
    private readonly ConditionalWeakTable<DbTransaction, object> _open = [];

    public void Made(DbTransaction? transaction)
    {
        if (transaction is null) catalog.Forget();
        else _open.AddOrUpdate(transaction, Mark);
    }

    public override void TransactionCommitted(DbTransaction transaction, TransactionEndEventData eventData) => Committed(transaction);

    public override Task TransactionCommittedAsync(DbTransaction transaction, TransactionEndEventData eventData, CancellationToken cancellationToken = default)
    {
        Committed(transaction);
        return Task.CompletedTask;
    }

    private void Committed(DbTransaction transaction)
    {
        if (_open.Remove(transaction)) catalog.Forget();
    }
}
