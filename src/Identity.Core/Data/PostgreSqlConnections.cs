using Npgsql;

namespace Identity.Core.Data;

internal static class PostgreSqlConnections
{
    private const int StatementsPerConnection = 100;

    /// <summary>Has the server plan each statement once for a connection, unless the operator says otherwise.</summary>
    public static string Prepared(string connectionString)
    {
        var connection = new NpgsqlConnectionStringBuilder(connectionString);
        if (!connection.ShouldSerialize("Max Auto Prepare")) connection.MaxAutoPrepare = StatementsPerConnection;
        return connection.ToString();
    }
}
