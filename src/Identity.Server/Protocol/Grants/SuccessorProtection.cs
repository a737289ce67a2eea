using Microsoft.AspNetCore.DataProtection;

namespace Identity.Server.Protocol.Grants;

/// <summary>Encrypts successors: whoever reads the database must not be able to use them.</summary>
internal sealed class SuccessorProtection(IDataProtectionProvider protection)
{
    private readonly IDataProtector _protector = protection.CreateProtector("Identity.Server.Protocol.Grants.Successor");

    public string Protect(string successor) => _protector.Protect(successor);

    public string Unprotect(string stored) => _protector.Unprotect(stored);
}
