using System.Security.Cryptography;
using System.Text;
using OpenIddict.Server;
using static OpenIddict.Server.OpenIddictServerEvents;

namespace Identity.Server.Protocol.Grants;

/// <summary>The refresh token that takes the place of the one being redeemed.</summary>
/// <param name="Value">What the client gets.</param>
/// <param name="IsRepeat">It was given out before: the client repeats a refresh whose answer it lost.</param>
internal sealed record RefreshSuccessor(string Value, bool IsRepeat)
{
    /// <summary>The name of its row: as OpenIddict looks it up.</summary>
    public static string Stored(string reference) => Convert.ToBase64String(SHA256.HashData(Encoding.UTF8.GetBytes(reference)));
}

/// <summary>A client that repeats a refresh gets the token that it was given before, not a second one beside it.</summary>
internal sealed class RepeatSuccessor : IOpenIddictServerHandler<ProcessSignInContext>
{
    public ValueTask HandleAsync(ProcessSignInContext context)
    {
        if (context.Transaction.GetProperty<RefreshSuccessor>(nameof(RefreshSuccessor)) is { IsRepeat: true } successor)
        {
            context.GenerateRefreshToken = false;
            context.IncludeRefreshToken = true;
            context.RefreshToken = successor.Value;
        }

        return ValueTask.CompletedTask;
    }
}
