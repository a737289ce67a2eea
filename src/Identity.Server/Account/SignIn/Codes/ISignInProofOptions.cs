using System.Linq.Expressions;
using Identity.Core.Users;
using Identity.Server.Account.Proofs;
using Identity.Server.Sessions;

namespace Identity.Server.Account.SignIn.Codes;

/// <summary>A proof that signs in.</summary>
internal interface ISignInProofOptions : IProofOptions
{
    static abstract SignInMethod Method { get; }

    /// <summary>What a trace calls the code.</summary>
    static abstract string Proof { get; }

    /// <summary>Whose account it is that something was sent to.</summary>
    static abstract Expression<Func<User, bool>> IsOwner(string destination);
}
