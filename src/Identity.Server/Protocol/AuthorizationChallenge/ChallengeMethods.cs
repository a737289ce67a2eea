namespace Identity.Server.Protocol.AuthorizationChallenge;

/// <summary>What <c>next</c> names and <c>challenge_method</c> chooses.</summary>
internal static class ChallengeMethods
{
    /// <summary><c>username</c> and <c>password</c>.</summary>
    public const string Password = "password";

    /// <summary>An address in <c>username</c>, to which a code is mailed.</summary>
    public const string EmailCode = "email_code";

    /// <summary>A number in <c>phone_number</c>, to which a code is sent by text message.</summary>
    public const string SmsCode = "sms_code";

    /// <summary><c>email</c>, <c>new_password</c> and perhaps <c>name</c>: an account is made when the code comes back.</summary>
    public const string SignUp = "sign_up";

    /// <summary>The code that was mailed or texted.</summary>
    public const string Code = "code";
}
