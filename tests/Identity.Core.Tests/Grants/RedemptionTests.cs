using Identity.Core.Data;
using Identity.Core.Grants;
using Microsoft.EntityFrameworkCore;
using Microsoft.SqlServer.TransactSql.ScriptDom;

namespace Identity.Core.Tests.Grants;

public sealed class RedemptionTests
{
    [Fact]
    public async Task The_statement_for_sql_server_is_valid_t_sql()
    {
        await using var db = new SqlServerIdentityDb(new DbContextOptionsBuilder<SqlServerIdentityDb>().UseSqlServer("Database=none").Options);
        var statement = RedemptionStatements.Redeem(db, new UsedUp(Guid.Empty, DateTime.UnixEpoch, "next"), new NextToken(new Token(), Guid.Empty, Guid.Empty));
        var text = string.Format(null, statement.Format, [.. statement.GetArguments().Select((_, i) => $"@p{i}")]);

        new TSql160Parser(initialQuotedIdentifiers: true).Parse(new StringReader(text), out var errors);

        Assert.Contains("XACT_ABORT", text, StringComparison.Ordinal);
        Assert.Empty(errors.Select(e => $"{e.Line}: {e.Message}"));
    }
}
