using System.Security.Cryptography;
using Microsoft.AspNetCore.Http;

namespace Identity.Hosting.Problems;

public static class Reference
{
    private const int Length = 8;

    // Without letters that look like digits: people read it out on the telephone.
    private const string Alphabet = "0123456789ABCDEFGHJKMNPQRSTVWXYZ";

    /// <summary>The eight characters under which this request's trace is found; the same each time within a request.</summary>
    public static string Of(HttpContext context)
    {
        ArgumentNullException.ThrowIfNull(context);
        if (context.Items[typeof(Reference)] is string known) return known;
        var reference = RandomNumberGenerator.GetString(Alphabet, Length);
        context.Items[typeof(Reference)] = reference;
        return reference;
    }
}
