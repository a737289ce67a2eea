using Npgsql;

namespace Identity.Core.Data;

internal static class PostgreSqlConnections
{
    private const int StatementsPerConnection = 100;

    /// <summary>
    /// Has the server plan each statement once for a connection, and not clean up behind every use of one: nothing is set
    /// in a session that would have to be. The operator may say otherwise.
    /// </summary>
    public static string Prepared(string connectionString)
    {
        var connection = new NpgsqlConnectionStringBuilder(connectionString);
        if (!connection.ShouldSerialize("Max Auto Prepare")) connection.MaxAutoPrepare = StatementsPerConnection;
        if (!connection.ShouldSerialize("No Reset On Close")) connection.NoResetOnClose = true;
        return connection.ToString();
    }
}
