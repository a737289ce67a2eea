using Microsoft.Extensions.Options;

namespace Identity.Core.Data;

internal sealed class DatabaseRules : IValidateOptions<DatabaseOptions>
{
    public ValidateOptionsResult Validate(string? name, DatabaseOptions options) => options switch
    {
        { Provider: DatabaseProvider.PostgreSql, ConnectionString: null or "" } => Missing("Host=db;Database=identity;Username=identity;Password=…"),
        { Provider: DatabaseProvider.SqlServer, ConnectionString: null or "" } => Missing("Server=db;Database=Identity;User Id=identity;Password=…;Encrypt=True"),
        _ => ValidateOptionsResult.Success,
    };

    private static ValidateOptionsResult Missing(string example)
        => ValidateOptionsResult.Fail($"Database:ConnectionString: it is needed for this provider. A valid example: {example}");
}
