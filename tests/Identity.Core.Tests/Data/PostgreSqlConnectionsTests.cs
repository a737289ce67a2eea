using Identity.Core.Data;
using Npgsql;

namespace Identity.Core.Tests.Data;

public sealed class PostgreSqlConnectionsTests
{
    [Theory]
    [InlineData("Host=db;Database=identity", 100)]
    [InlineData("Host=db;Database=identity;Max Auto Prepare=0", 0)]
    [InlineData("Host=db;Database=identity;MaxAutoPrepare=7", 7)]
    public void Statements_are_prepared_unless_the_operator_says_otherwise(string connectionString, int statements)
    {
        var connection = new NpgsqlConnectionStringBuilder(PostgreSqlConnections.Prepared(connectionString));

        Assert.Equal(statements, connection.MaxAutoPrepare);
        Assert.Equal("db", connection.Host);
    }
}
