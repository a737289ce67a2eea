using OpenIddict.Abstractions;
using OpenIddict.Server;
using static OpenIddict.Abstractions.OpenIddictConstants;
using static OpenIddict.Server.OpenIddictServerEvents;

namespace Identity.Server.Protocol.Grants;

/// <summary>The refresh token that takes the place of the one being redeemed.</summary>
/// <param name="Value">What the client gets.</param>
/// <param name="IsRepeat">It was given out before: the client repeats a refresh whose answer it lost.</param>
internal sealed record RefreshSuccessor(string Value, bool IsRepeat);

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

/// <summary>Gives the new refresh token the name that was recorded when the old one was redeemed.</summary>
internal sealed class NameSuccessor(IOpenIddictTokenManager tokens) : IOpenIddictServerHandler<GenerateTokenContext>
{
    public async ValueTask HandleAsync(GenerateTokenContext context)
    {
        if (context.TokenType != TokenTypeIdentifiers.RefreshToken || !context.PersistTokenPayload) return;
        if (context.Transaction.GetProperty<RefreshSuccessor>(nameof(RefreshSuccessor)) is not { } successor) return;

        var id = context.Principal.GetTokenId()!;
        var token = await tokens.FindByIdAsync(id) ?? throw new InvalidOperationException("The row of a new refresh token is missing.");
        var descriptor = new OpenIddictTokenDescriptor();
        await tokens.PopulateAsync(descriptor, token);
        descriptor.Payload = context.Token;
        descriptor.Principal = context.Principal;
        descriptor.ReferenceId = successor.Value;
        await tokens.UpdateAsync(token, descriptor);

        context.Token = successor.Value;
        context.PersistTokenPayload = false;
    }
}
